package io.connectors.salesforce.cli;

/** Something the caller has to mend before anything is contacted; exit code 2. */
final class UsageProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageProblem(String message) {
        super(message);
    }
}
