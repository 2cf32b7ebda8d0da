package io.connectors.salesforce.org;

import java.util.List;
import java.util.Optional;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.api.dto.RestError;

/** The org's token endpoint gave out no session. Part of the chain of causes of whatever the login was for. */
final class LoginRefused extends SalesforceException {
    private static final long serialVersionUID = 1L;

    private final String error;
    private final String description;

    /**
     * @param status of the answer
     * @param error the OAuth error code, or null
     * @param description what Salesforce says about it, or null
     */
    LoginRefused(int status, String error, String description) {
        super(error == null ? List.of() : List.of(new RestError(error, description)), status);
        this.error = error;
        this.description = description;
    }

    /** The OAuth error code, such as {@code invalid_grant}. */
    Optional<String> error() {
        return Optional.ofNullable(error);
    }

    /** Salesforce's own words; they may quote what was sent, so mask them before they are shown. */
    Optional<String> description() {
        return Optional.ofNullable(description);
    }
}
