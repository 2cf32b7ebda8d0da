package io.connectors.salesforce.cli;

import io.connectors.salesforce.run.RunFailure;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.server.ConnectorServer;

/** Looks up the run a decision is for. */
final class HeldRuns {
    private HeldRuns() {}

    /**
     * @throws UsageProblem if there is no such run
     * @throws RunFailure if it is not held any more
     */
    static RunReport find(ConnectorServer server, String run) {
        RunReport report = server.find(run)
                .orElseThrow(() -> new UsageProblem("There is no run " + run + ". `run` and `run --json` name them."));
        if (report.status() != Status.HELD) {
            throw report.decided();
        }
        return report;
    }
}
