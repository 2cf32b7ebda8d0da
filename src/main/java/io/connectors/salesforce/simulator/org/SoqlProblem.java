package io.connectors.salesforce.simulator.org;

/** An error Salesforce answers with: HTTP status, code and message. */
final class SoqlProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    SoqlProblem(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    static SoqlProblem malformed(String message) {
        return new SoqlProblem(400, "MALFORMED_QUERY", message);
    }

    static SoqlProblem notFound() {
        return new SoqlProblem(404, "NOT_FOUND", "The requested resource does not exist");
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
