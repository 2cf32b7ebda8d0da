package io.connectors.salesforce.cli;

import io.connectors.salesforce.run.DatabaseHeld;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.server.ConnectorServer;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Applies the plan of a held run. */
@Command(
        name = "approve",
        description = "Applies the plan of a held run, after its deletions were read back once more.",
        mixinStandardHelpOptions = true)
final class ApproveCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "The id of the held run.")
    private String run;

    @Option(names = "--json", description = "Print one JSON array on standard output and nothing else there.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Workplace workplace = Workplace.open();
        List<RunReport> reports = List.of(approve(workplace));
        Reports.print(reports, json, spec.commandLine().getOut());
        return Reports.exitCode(reports);
    }

    private RunReport approve(Workplace workplace) {
        try (ConnectorServer server = workplace.start();
                EndOfProcess end = EndOfProcess.cancelling(server);
                Progress progress = Progress.of(server)) {
            RunReport held = HeldRuns.find(server, run);
            return server.approve(held, workplace.connector(held.connector()));
        } catch (DatabaseHeld held) {
            try (ServingProcess serving = ServingProcess.of(workplace.settings(), held)) {
                return serving.approve(run);
            }
        }
    }
}
