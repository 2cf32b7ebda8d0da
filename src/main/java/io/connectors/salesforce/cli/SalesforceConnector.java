package io.connectors.salesforce.cli;

import io.connectors.salesforce.run.DatabaseHeld;
import io.connectors.salesforce.run.DatabaseWait;
import io.connectors.salesforce.run.RunFailure;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** The command {@code salesforce-connector}; without a subcommand it serves. */
@Command(
        name = "salesforce-connector",
        description = "Keeps a platform's users equal to those of a Salesforce org.",
        mixinStandardHelpOptions = true,
        versionProvider = SalesforceConnector.Version.class,
        subcommands = {
            ServeCommand.class,
            RunCommand.class,
            CheckCommand.class,
            ApproveCommand.class,
            DiscardCommand.class,
            MappingCommand.class,
            EraseCommand.class,
            SimulateCommand.class,
            DemoCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 a run failed or the database cannot be reached, 2 wrong usage or an invalid file, 3 a run is held.",
        })
public final class SalesforceConnector implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    SalesforceConnector() {}

    /** Parses and runs one command; answers its exit code. */
    public static int execute(String... arguments) {
        // the HTTP server of the simulators waits 40 ms a request without it; read when its class loads
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // whatever the locale; one of plain ASCII would make question marks of names
        System.setOut(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(System.err, true, StandardCharsets.UTF_8));
        int code = new CommandLine(new SalesforceConnector())
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(command.getColorScheme().errorText(message(failure)));
                    boolean failed = failure instanceof RunFailure || DatabaseWait.unreachable(failure);
                    return failed ? ExitCode.SOFTWARE : ExitCode.USAGE;
                })
                .execute(arguments);
        System.out.flush();
        System.err.flush();
        EndOfProcess.printed();
        return code;
    }

    /** Words only: Camel's messages show an exchange, and a cause's class says nothing to whoever reads it. */
    private static String message(Exception failure) {
        String text = failure.getMessage();
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        boolean known = failure instanceof DatabaseHeld
                || failure instanceof RunFailure
                || failure instanceof UsageProblem
                || failure instanceof IllegalArgumentException;
        if (known && text != null) {
            return text;
        }
        String cause = innermost.getMessage() == null ? "unexpected error" : innermost.getMessage();
        if (text == null || text.contains("Exchange[")) {
            return "The command failed: " + cause;
        }
        return text.contains(cause) ? text : text + ": " + cause;
    }

    /** Without a subcommand. */
    @Override
    public void run() {
        spec.subcommands().get("serve").execute();
    }

    /** From the jar's manifest. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = SalesforceConnector.class.getPackage().getImplementationVersion();
            return new String[] {"salesforce-connector " + (version == null ? "(development)" : version)};
        }
    }
}
