package io.connectors.salesforce.org;

/** Salesforce cannot be read as it must be; the message is cause and remedy, no personal data. */
public final class OrgFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OrgFailure(String message) {
        super(message);
    }

    OrgFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
