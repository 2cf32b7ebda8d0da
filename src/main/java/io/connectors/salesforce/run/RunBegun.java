package io.connectors.salesforce.run;

import java.util.concurrent.CompletableFuture;

/** Told that a run has its connector and begins; the exchange property {@code begun}. */
@FunctionalInterface
public interface RunBegun {
    /**
     * Called once, in the run's own thread.
     *
     * @param run still without counts
     * @param ended gets its report in the end, from whichever thread ends it
     */
    void begun(RunReport run, CompletableFuture<RunReport> ended);
}
