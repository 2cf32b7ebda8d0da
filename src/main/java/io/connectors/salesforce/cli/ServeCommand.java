package io.connectors.salesforce.cli;

import io.connectors.salesforce.console.Console;
import io.connectors.salesforce.observe.Management;
import io.connectors.salesforce.server.ConnectorServer;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the schedules and serves the console until stopped. */
@Command(
        name = "serve",
        description =
                "Runs every active connector of this server when its schedule says, and serves the console and its API,"
                        + " until stopped (default).",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Workplace workplace = Workplace.openToServe();
        Console.check(workplace.settings());
        // before SIGTERM has to wait for a server to stop
        workplace.awaitDatabase();
        try (EndOfProcess end = EndOfProcess.stopping(workplace.settings());
                ConnectorServer server = workplace.start()) {
            serve(server, end, spec.commandLine().getOut());
        }
        return ExitCode.OK;
    }

    /** Until the process is told to end. */
    static void serve(ConnectorServer server, EndOfProcess end, PrintWriter out) throws InterruptedException {
        Console console = Console.open(server);
        Management.open(server);
        try (ServingFile serving = ServingFile.write(server.settings(), console)) {
            server.serve();
            out.println("Serving; console at " + console.invitation() + " . Ctrl-C ends.");
            out.flush();
            end.await();
        }
    }
}
