package io.connectors.salesforce.cli;

import io.connectors.salesforce.config.Connector;
import io.connectors.salesforce.config.Severity;
import io.connectors.salesforce.run.DatabaseHeld;
import io.connectors.salesforce.run.RunFailure;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.RunRequest;
import io.connectors.salesforce.run.Trigger;
import io.connectors.salesforce.run.Turns;
import io.connectors.salesforce.server.ConnectorServer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One run of each connector named, now. */
@Command(name = "run", description = "Runs connectors once, now, and exits.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private static final int AT_ONCE = 4;

    @ArgGroup(multiplicity = "1")
    private Which which;

    @Option(names = "--preview", description = "Plan and report only: nothing is sent, the snapshot stays as it is.")
    private boolean preview;

    @Option(names = "--resend", description = "Send every selected user once more; not held for the number of updates.")
    private boolean resend;

    @Option(names = "--override-safeguards", description = "Let this one run pass every safeguard.")
    private boolean override;

    @Option(names = "--json", description = "Print one JSON array on standard output and nothing else there.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private static final class Which {
        @Parameters(paramLabel = "ID", arity = "1..*", description = "Connectors: file names without .yaml.")
        private List<String> ids;

        @Option(names = "--all", description = "Every active connector of this server.")
        private boolean all;
    }

    @Override
    public Integer call() throws Exception {
        Workplace workplace = Workplace.open();
        List<String> wrong = new ArrayList<>();
        List<Connector> connectors = which.all ? all(workplace, wrong) : named(workplace, wrong);
        wrong.forEach(spec.commandLine().getErr()::println);
        if (!which.all && !wrong.isEmpty()) {
            return ExitCode.USAGE;
        }
        List<RunReport> reports = connectors.isEmpty() ? List.of() : runAll(workplace, connectors, wrong);
        Reports.print(reports, json, spec.commandLine().getOut());
        return Math.max(Reports.exitCode(reports), wrong.isEmpty() ? ExitCode.OK : ExitCode.USAGE);
    }

    private List<Connector> named(Workplace workplace, List<String> wrong) {
        List<Connector> connectors = new ArrayList<>();
        for (String id : new LinkedHashSet<>(which.ids)) {
            Connector connector = workplace.connector(id);
            wrong.addAll(workplace.problems(connector));
            connectors.add(connector);
        }
        return connectors;
    }

    private static List<Connector> all(Workplace workplace, List<String> wrong) {
        workplace.connectors().problems().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .forEach(problem -> wrong.add(problem.toString()));
        List<Connector> connectors = new ArrayList<>();
        for (Connector connector : workplace.connectors().valid()) {
            boolean ours = connector.server().equals(workplace.settings().text("server.name"));
            List<String> problems = connector.active() && ours ? workplace.problems(connector) : List.of();
            wrong.addAll(problems);
            if (connector.active() && problems.isEmpty()) {
                connectors.add(connector);
            }
        }
        return connectors;
    }

    private List<RunReport> runAll(Workplace workplace, List<Connector> connectors, List<String> wrong)
            throws Exception {
        try {
            return runHere(workplace, connectors, wrong);
        } catch (DatabaseHeld held) {
            try (ServingProcess serving = ServingProcess.of(workplace.settings(), held)) {
                return together(connectors, (connector, turn) -> runThere(serving, connector, turn, wrong));
            }
        }
    }

    /** Null where the serving process refuses, and then among what is wrong; the others still run. */
    private RunReport runThere(ServingProcess serving, Connector connector, Turns.Turn turn, List<String> wrong) {
        try {
            return serving.run(connector.id(), request(), turn);
        } catch (UsageProblem | RunFailure refused) {
            synchronized (wrong) {
                wrong.add(refused.getMessage());
            }
            spec.commandLine().getErr().println(refused.getMessage());
            return null;
        }
    }

    private RunRequest request() {
        return new RunRequest(Trigger.MANUAL, preview, resend, override);
    }

    private List<RunReport> runHere(Workplace workplace, List<Connector> connectors, List<String> wrong)
            throws Exception {
        try (ConnectorServer server = workplace.start();
                EndOfProcess end = EndOfProcess.cancelling(server);
                Progress progress = Progress.of(server)) {
            List<Connector> served = new ArrayList<>();
            for (Connector connector : connectors) {
                Optional<String> problem = workplace.platform(connector, server);
                if (problem.isPresent() && !which.all) {
                    throw new UsageProblem(problem.get());
                }
                problem.ifPresentOrElse(
                        text -> {
                            wrong.add(text);
                            spec.commandLine().getErr().println(text);
                        },
                        () -> served.add(connector));
            }
            return together(served, (connector, turn) -> server.run(connector, request(), turn));
        }
    }

    /** Each by a thread of its own, those that make progress in turns. */
    private static List<RunReport> together(
            List<Connector> connectors, BiFunction<Connector, Turns.Turn, RunReport> run) throws Exception {
        Turns turns = new Turns(AT_ONCE);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<RunReport>> running = new ArrayList<>();
            for (Connector connector : connectors) {
                running.add(threads.submit(() -> {
                    try (Turns.Turn turn = turns.take()) {
                        return run.apply(connector, turn);
                    }
                }));
            }
            List<RunReport> reports = new ArrayList<>();
            for (Future<RunReport> each : running) {
                Optional.ofNullable(each.get()).ifPresent(reports::add);
            }
            return reports;
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        } finally {
            threads.shutdown();
        }
    }
}
