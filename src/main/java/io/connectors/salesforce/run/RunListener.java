package io.connectors.salesforce.run;

import java.time.Duration;
import java.util.Map;

/** Told of the ends of runs. */
@FunctionalInterface
public interface RunListener {
    /**
     * A run has ended; its record is written.
     *
     * @param took how long it was in each stage; empty for one that never began
     */
    void ended(RunReport report, Map<Stage, Duration> took);
}
