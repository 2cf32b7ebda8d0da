package io.connectors.salesforce.mapping;

/** A value a transform cannot convert; becomes the user's rejection. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    Refused(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    String code() {
        return code;
    }
}
