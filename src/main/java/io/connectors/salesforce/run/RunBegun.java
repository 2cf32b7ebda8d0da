package io.connectors.salesforce.run;

/** Told that a run has its connector and begins; the exchange property {@code begun}. */
@FunctionalInterface
public interface RunBegun {
    /**
     * Called once, in the run's own thread.
     *
     * @param run still without counts
     */
    void begun(RunReport run);
}
