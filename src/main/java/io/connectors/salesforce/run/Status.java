package io.connectors.salesforce.run;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What became of a run. */
public enum Status {
    RUNNING,
    COMPLETED,
    HELD,
    FAILED,
    CANCELLED,
    PREVIEWED,
    SKIPPED,
    /** A hold that a person discarded. */
    DISCARDED,
    /** A hold in whose place the next run made a plan of its own. */
    REPLACED;

    /** As it stands in reports and in the database. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Status of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
