package io.connectors.salesforce.run;

/** Ends a run as failed; the message is the reason in its report: cause and remedy, no personal data. */
public class RunFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RunFailure(String message) {
        super(message);
    }

    public RunFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
