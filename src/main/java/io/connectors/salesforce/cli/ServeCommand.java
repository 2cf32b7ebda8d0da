package io.connectors.salesforce.cli;

import io.connectors.salesforce.config.Problem;
import io.connectors.salesforce.server.ConnectorServer;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the schedules until stopped. */
@Command(
        name = "serve",
        description = "Runs every active connector of this server when its schedule says, until stopped (default).",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Workplace workplace = Workplace.open();
        workplace.connectors().problems().stream()
                .map(Problem::toString)
                .forEach(spec.commandLine().getErr()::println);
        try (ConnectorServer server = workplace.start();
                EndOfProcess end = EndOfProcess.cancelling(server)) {
            server.schedule();
            spec.commandLine().getOut().println("Serving; Ctrl-C ends.");
            spec.commandLine().getOut().flush();
            new CountDownLatch(1).await();
        }
        return ExitCode.OK;
    }
}
