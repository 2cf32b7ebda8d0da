package io.connectors.salesforce.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.connectors.salesforce.config.Connector;
import io.connectors.salesforce.run.Change;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.RunRequest;
import io.connectors.salesforce.run.Trigger;
import io.connectors.salesforce.server.ConnectorServer;
import io.connectors.salesforce.server.Settings;
import io.connectors.salesforce.simulator.org.Evolution;
import io.connectors.salesforce.simulator.org.OrgOptions;
import io.connectors.salesforce.simulator.org.OrgSimulator;
import io.connectors.salesforce.simulator.platform.PlatformOptions;
import io.connectors.salesforce.simulator.platform.PlatformSimulator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The main job on embedded parts: a simulated org, a simulated platform, a database in a temporary folder. */
@Command(
        name = "demo",
        description = "Runs the main job on a simulated org and platform, and shows what happened.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final String CONNECTOR = """
            name: Demo org
            salesforce:
              url: %1$s
              authentication: password
              consumerKey: demo-key
              consumerSecret: "{{file:%2$s/consumer-secret}}"
              username: sync@example.com
              password: "{{file:%2$s/password}}"
              securityToken: "{{file:%2$s/security-token}}"
            schedule: { repeats: every 15m, startTime: "00:00" }
            mapping: users.csv
            platform: { type: rest, url: "%3$s", token: "{{file:%2$s/platform-token}}" }
            """;

    @Option(names = "--exit", description = "End after the reports instead of serving the schedule.")
    private boolean exit;

    @Option(
            names = "--users",
            defaultValue = "5000",
            description = "How many users the org has. Default: ${DEFAULT-VALUE}")
    private int users;

    @Spec
    private CommandSpec spec;

    private PrintWriter out;

    @Override
    public Integer call() throws Exception {
        out = spec.commandLine().getOut();
        Path folder = Files.createTempDirectory("salesforce-connector-demo");
        try (OrgSimulator org = OrgSimulator.start(OrgOptions.of(users, 1));
                PlatformSimulator platform = PlatformSimulator.start(PlatformOptions.free())) {
            Files.writeString(
                    Files.createDirectories(folder.resolve("connectors")).resolve("demo.yaml"),
                    CONNECTOR.formatted(org.url(), secrets(folder), platform.url()));
            Settings settings = Settings.load()
                    .with("connectors.dir", folder.resolve("connectors").toString())
                    .with("server.name", "Cloud")
                    .with("notify.webhook", "")
                    .with("database.url", "jdbc:h2:file:" + folder.resolve("state"))
                    .with("database.username", "demo")
                    .with("database.password", "");
            Workplace workplace = Workplace.open(settings);
            try (EndOfProcess end = EndOfProcess.stopping(settings)) {
                try (ConnectorServer server = workplace.start()) {
                    int code = show(org, platform, server, workplace.connector("demo"));
                    return exit || code != 0 ? code : serve(server, end, org, platform);
                } finally {
                    delete(folder);
                }
            }
        }
    }

    /** What the simulators take, in files of its own as a real one's secrets should be. */
    private static Path secrets(Path folder) throws IOException {
        Path secrets = Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(secrets.resolve("consumer-secret"), "demo-secret");
        Files.writeString(secrets.resolve("password"), "demo-password");
        Files.writeString(secrets.resolve("security-token"), "demo-token");
        Files.writeString(secrets.resolve("platform-token"), "demo-platform-token");
        return secrets;
    }

    private int show(OrgSimulator org, PlatformSimulator platform, ConnectorServer server, Connector connector) {
        say("A simulated Salesforce org with %,d users, and a platform that knows none of them.", users);
        RunReport first = run("First run: everybody selected is created", server, connector);
        String someone = platform.users("demo").keySet().stream().findFirst().orElse("");
        say(
                "The first of them at the platform:\n  %s %s\n",
                someone, platform.users("demo").get(someone));

        Map<String, JsonNode> before = platform.users("demo");
        Evolution evolution = org.evolve(12, 40, 9, 2);
        org.renameProfile("Read Only", "Auditor");
        say(
                "Meanwhile in the org: 12 people joined, 40 changed department, 9 were deactivated, and the profile \"Read Only\""
                        + " became \"Auditor\".");
        RunReport second = run("Second run: exactly these are sent", server, connector);
        server.changes(second.run(), Optional.of("create"), "", 2)
                .forEach(change -> say("  %s created", change.sourceId()));
        Stream<String> renamed = server.changes(second.run(), Optional.of("update"), "", 2).stream()
                .map(Change::sourceId);
        Stream.concat(evolution.moved().stream().limit(3), renamed)
                .forEach(id -> say(
                        "  %s updated: %s",
                        id,
                        difference("", before.get(id), platform.users("demo").get(id))));
        server.changes(second.run(), Optional.of("delete"), "", 2)
                .forEach(change -> say("  %s deleted, reason %s", change.sourceId(), change.reason()));
        out.println();

        int requests = platform.history().size();
        RunReport third = run("Third run: nothing has changed", server, connector);
        say("Requests to the platform in the third run: %d.", platform.history().size() - requests);
        return Reports.exitCode(List.of(first, second, third));
    }

    /** The leaves that differ, as {@code User.Department "Sales" -> "Legal"}. */
    private static String difference(String path, JsonNode before, JsonNode after) {
        if (!after.isObject()) {
            return before.equals(after) ? "" : path + " " + before + " -> " + after;
        }
        List<String> differences = new ArrayList<>();
        after.properties().forEach(member -> {
            String child = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
            differences.add(difference(child, before.path(member.getKey()), member.getValue()));
        });
        differences.removeIf(String::isEmpty);
        return String.join(", ", differences);
    }

    private RunReport run(String title, ConnectorServer server, Connector connector) {
        say("%s", title);
        RunReport report;
        try (Progress progress = Progress.of(server)) {
            report = server.run(connector, new RunRequest(Trigger.MANUAL, false, false, false));
        }
        Reports.print(List.of(report), false, out);
        out.println();
        return report;
    }

    private int serve(ConnectorServer server, EndOfProcess end, OrgSimulator org, PlatformSimulator platform)
            throws InterruptedException {
        say("The connector now runs every 15 minutes. Org: %s, platform: %s.", org.url(), platform.url());
        ServeCommand.serve(server, end, out);
        return 0;
    }

    private void say(String text, Object... values) {
        out.println(String.format(java.util.Locale.ROOT, text, values));
        out.flush();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
