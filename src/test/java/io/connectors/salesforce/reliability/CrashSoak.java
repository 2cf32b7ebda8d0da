package io.connectors.salesforce.reliability;

import io.connectors.salesforce.reliability.PowerCut.Moment;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.TestDatabase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A crash before and after every single commit of a run. */
class CrashSoak {

    @ParameterizedTest
    @MethodSource("io.connectors.salesforce.reliability.CrashTest#sides")
    void convergesAfterACrashAtAnyCommit(TestDatabase database, Moment moment) {
        try (Crashing crashing = new Crashing(database, 300)) {
            crashing.runsToItsEnd();
            boolean broken = true;
            for (int commit = 1; broken; commit++) {
                crashing.change();
                crashing.power.atCommit(commit, moment);
                broken = breaksOff(crashing);
                crashing.runsToItsEnd();
                crashing.converged("commit " + commit);
            }
        }
    }

    /** Not where the run has fewer commits. */
    private static boolean breaksOff(Crashing crashing) {
        RunReport report = null;
        try {
            report = crashing.site.run();
        } catch (RuntimeException unreported) {
            // where not even a record could be read
        }
        boolean broken = crashing.power.happened();
        if (broken) {
            crashing.startsAnew();
        }
        crashing.power.restore();
        crashing.passed(broken ? null : report, true);
        return broken;
    }
}
