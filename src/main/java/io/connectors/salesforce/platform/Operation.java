package io.connectors.salesforce.platform;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonRawValue;

/**
 * What is to be done with one user.
 *
 * @param op {@code upsert} or {@code delete}
 * @param sourceId the Salesforce Id, 18 characters
 * @param user the document, JSON text; null for a deletion
 * @param reason of a deletion: {@code status}, {@code filter} or {@code not-visible}; else null
 * @param creation whether the plan classed an upsert as a creation; the platform is not told
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"op", "sourceId", "user", "reason"})
public record Operation(
        String op,
        String sourceId,
        @JsonRawValue String user,
        String reason,
        @JsonIgnore boolean creation) {

    /** An upsert of a user whom the platform is not known to have. */
    public static Operation create(String sourceId, String document) {
        return new Operation("upsert", sourceId, document, null, true);
    }

    public static Operation upsert(String sourceId, String document) {
        return new Operation("upsert", sourceId, document, null, false);
    }

    public static Operation delete(String sourceId, String reason) {
        return new Operation("delete", sourceId, null, reason, false);
    }

    public boolean deletion() {
        return op.equals("delete");
    }
}
