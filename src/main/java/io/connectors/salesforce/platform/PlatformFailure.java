package io.connectors.salesforce.platform;

/** The platform does not take what it is sent; the message is cause and remedy. */
public final class PlatformFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PlatformFailure(String message) {
        super(message);
    }

    PlatformFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
