package io.connectors.salesforce.cli;

import io.connectors.salesforce.run.DatabaseHeld;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.server.ConnectorServer;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Drops the plan of a held run. */
@Command(
        name = "discard",
        description = "Drops the plan of a held run; the next run plans anew.",
        mixinStandardHelpOptions = true)
final class DiscardCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "The id of the held run.")
    private String run;

    @Option(names = "--json", description = "Print one JSON array on standard output and nothing else there.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Reports.print(
                List.of(discard(Workplace.open())), json, spec.commandLine().getOut());
        return ExitCode.OK;
    }

    private RunReport discard(Workplace workplace) {
        try (ConnectorServer server = workplace.start()) {
            return server.discard(HeldRuns.find(server, run).run());
        } catch (DatabaseHeld held) {
            try (ServingProcess serving = ServingProcess.of(workplace.settings(), held)) {
                return serving.discard(run);
            }
        }
    }
}
