package io.connectors.salesforce.cli;

import io.connectors.salesforce.config.Connector;
import io.connectors.salesforce.config.Problem;
import io.connectors.salesforce.config.Severity;
import io.connectors.salesforce.mapping.Mapping;
import io.connectors.salesforce.org.Finding;
import io.connectors.salesforce.server.ConnectorServer;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Validates files and tries orgs: of the connectors named, else of all. */
@Command(
        name = "check",
        description = "Validates connector files, then tries their orgs: login, fields, rights, API budget.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "ID",
            arity = "0..*",
            description =
                    "Connectors; other files are not looked at. Without any: every file, and every active connector of"
                            + " this server.")
    private List<String> ids = List.of();

    @Option(
            names = "--json",
            description = "Print one JSON array of findings on standard output and nothing else there.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Workplace workplace = Workplace.open();
        List<Finding> findings = new ArrayList<>();
        boolean invalid = files(ids.isEmpty() ? workplace.connectors().problems() : problems(workplace), findings);
        List<Connector> connectors = new ArrayList<>();
        for (String id : new LinkedHashSet<>(ids)) {
            workplace.connectors().find(id).ifPresentOrElse(connectors::add, () -> {
                if (!workplace.connectors().invalid(id)) {
                    workplace.connector(id);
                }
            });
        }
        if (ids.isEmpty()) {
            String server = workplace.settings().text("server.name");
            workplace.connectors().valid().stream()
                    .filter(connector ->
                            connector.active() && connector.server().equals(server))
                    .forEach(connectors::add);
        }
        if (ids.isEmpty()) {
            invalid |= otherMappings(workplace, connectors, findings);
        }
        invalid |= orgs(workplace, connectors, findings);
        print(findings);
        if (invalid) {
            return ExitCode.USAGE;
        }
        return findings.stream().anyMatch(finding -> finding.level() == Finding.Level.ERROR)
                ? ExitCode.SOFTWARE
                : ExitCode.OK;
    }

    private List<Problem> problems(Workplace workplace) {
        return ids.stream()
                .distinct()
                .flatMap(id -> workplace.connectors().problems(id).stream())
                .toList();
    }

    private static boolean files(List<Problem> problems, List<Finding> findings) {
        boolean invalid = false;
        for (Problem problem : problems) {
            invalid |= problem.severity() == Severity.ERROR;
            findings.add(new Finding(
                    problem.file().replaceAll("\\.yaml$", ""),
                    Finding.Level.valueOf(problem.severity().name()),
                    "file",
                    problem.toString()));
        }
        return invalid;
    }

    /** Those of connectors whose orgs are not tried; answers whether one is invalid. */
    private static boolean otherMappings(Workplace workplace, List<Connector> tried, List<Finding> findings) {
        boolean invalid = false;
        for (Connector connector : workplace.connectors().valid()) {
            List<String> problems = tried.contains(connector) ? List.of() : workplace.problems(connector);
            problems.forEach(
                    problem -> findings.add(new Finding(connector.id(), Finding.Level.ERROR, "file", problem)));
            invalid |= !problems.isEmpty();
        }
        return invalid;
    }

    /** Answers whether a mapping was invalid, or a platform without a route. */
    private static boolean orgs(Workplace workplace, List<Connector> connectors, List<Finding> findings) {
        if (connectors.isEmpty()) {
            return false;
        }
        boolean invalid = false;
        // a check leaves no trace, and must work while another process holds the database
        try (ConnectorServer server = workplace.start("jdbc:h2:mem:" + UUID.randomUUID())) {
            for (Connector connector : connectors) {
                List<String> problems = new ArrayList<>();
                Optional<Mapping> mapping = workplace.mapping(connector, problems);
                workplace.platform(connector, server).ifPresent(problems::add);
                problems.forEach(
                        problem -> findings.add(new Finding(connector.id(), Finding.Level.ERROR, "file", problem)));
                invalid |= !problems.isEmpty();
                mapping.ifPresent(usable -> findings.addAll(server.check(connector, usable)));
            }
        }
        return invalid;
    }

    private void print(List<Finding> findings) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Reports.json(findings));
        } else if (findings.isEmpty()) {
            out.println("Nothing to check: there is no active connector of this server.");
        } else {
            findings.forEach(finding -> out.println(String.format(
                    Locale.ROOT,
                    "%-8s %s: %s: %s",
                    finding.level(),
                    finding.connector(),
                    finding.check(),
                    finding.message())));
        }
        out.flush();
    }
}
