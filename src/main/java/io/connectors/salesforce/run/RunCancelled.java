package io.connectors.salesforce.run;

/** Somebody, or the end of the process, stopped the run. */
public final class RunCancelled extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RunCancelled() {
        super("The run was cancelled. What the platform acknowledged is kept; the next run does the rest.");
    }
}
