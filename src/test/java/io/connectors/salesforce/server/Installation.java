package io.connectors.salesforce.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.connectors.salesforce.config.ConnectorFolder;
import io.connectors.salesforce.config.PlaceholderValues;
import io.connectors.salesforce.config.Surroundings;
import io.connectors.salesforce.config.allow.Hosts;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.RunRequest;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.run.Trigger;
import io.connectors.salesforce.simulator.org.OrgOptions;
import io.connectors.salesforce.simulator.org.OrgSimulator;
import io.connectors.salesforce.simulator.platform.PlatformOptions;
import io.connectors.salesforce.simulator.platform.PlatformRequest;
import io.connectors.salesforce.simulator.platform.PlatformSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.camel.CamelContext;

/**
 * A connector server with everything around it: a database, a simulated org and platform, and the connector {@code acme}
 * between them. The files are read anew for every start, so a test may change them between two runs.
 */
public final class Installation implements AutoCloseable {
    /** What stands in the mapping unless a test writes another. */
    public static final String MAPPING = """
            Target attribute,Source attribute,Transform,Required,Description
            User.Login,Username,lowercase,yes,
            User.Name,FirstName LastName,"join("" "")",no,
            User.Department,Department,trim,no,
            User.Profile,Profile.Name,,no,
            User.Region,Region__c,,no,
            """;

    /** What connectors find in the environment. */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "ACME_SECRET", "demo-secret", "ACME_PASSWORD", "demo-password", "OTHER", "other", "CONSOLE_TOKEN", "own");

    private final Path folder;
    private final TestDatabase database;
    private final String url;
    private final Map<String, String> connector = new TreeMap<>();
    private final Map<String, String> settings = new TreeMap<>();
    private final OrgSimulator org;
    private final PlatformSimulator platform = PlatformSimulator.start(PlatformOptions.free());
    private volatile Instant now;
    private final InstantSource time = () -> now == null ? Instant.now() : now;
    private ConnectorServer server;

    private Installation(TestDatabase database, OrgOptions options) {
        this.database = database;
        url = database.newUrl();
        org = OrgSimulator.start(options);
        try {
            folder = Files.createTempDirectory("installation");
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
        settings.put("salesforce.retry-delay", "1");
        settings.put("platform.retry-delay", "1");
        mapping(MAPPING);
        set("userStatus", "[active]");
    }

    /** With an org of some users. */
    public static Installation of(TestDatabase database, int users) {
        return new Installation(database, OrgOptions.of(users, 1));
    }

    /** Adds a top-level key to the connector's file, or changes it; in force at the next run. */
    public Installation set(String key, String yaml) {
        connector.put(key, yaml);
        restart();
        return this;
    }

    /** Changes a setting of the process. */
    public Installation setting(String name, String value) {
        settings.put(name, value);
        restart();
        return this;
    }

    /** Writes the mapping. */
    public Installation mapping(String csv) {
        return file("mappings/users.csv", csv);
    }

    /** Writes a file below the folder of the installation. */
    public Installation file(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
        restart();
        return this;
    }

    /** The folder with everything people edit. */
    public Path folder() {
        return folder;
    }

    /** Lets time pass for the server, whose clock stands still otherwise from now on. */
    public Installation after(Duration passed) {
        now = time.instant().plus(passed).truncatedTo(ChronoUnit.MILLIS);
        return this;
    }

    /** Ends the server; the next run starts one that reads every file anew. */
    public void restart() {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    public ConnectorServer server() {
        if (server == null) {
            file("connectors/acme.yaml", yaml());
            server = start();
        }
        return server;
    }

    /** Another process of the same server, on the same database and files; the caller ends it. */
    public ConnectorServer another() {
        server();
        return start();
    }

    private ConnectorServer start() {
        Settings settings = settings();
        return ConnectorServer.start(
                settings,
                new ConnectorFolder(
                        folder.resolve("connectors"),
                        new Surroundings(
                                new PlaceholderValues(ENVIRONMENT),
                                mapping -> true,
                                Hosts.of("egress.allow", settings.text("egress.allow"))),
                        Permits.sources(settings)),
                new MappingFiles(folder.resolve("mappings")),
                time.withZone(ZoneOffset.UTC));
    }

    private String yaml() {
        StringBuilder yaml = new StringBuilder("""
                name: Acme
                mapping: users.csv
                """);
        if (!connector.containsKey("salesforce")) {
            yaml.append("salesforce: ").append(salesforce(org.url())).append('\n');
        }
        if (!connector.containsKey("schedule")) {
            yaml.append("schedule: { repeats: manual }\n");
        }
        if (!connector.containsKey("platform")) {
            yaml.append(
                    "platform: { type: rest, url: \"%s\", token: demo-platform-token }%n".formatted(platform.url()));
        }
        connector.forEach(
                (key, value) -> yaml.append(key).append(": ").append(value).append('\n'));
        return yaml.toString();
    }

    /** The key {@code salesforce} for the org behind an address. */
    static String salesforce(String url) {
        return "{ url: \"" + url + "\", consumerKey: demo-key, consumerSecret: demo-secret, username: sync@example.com,"
                + " password: demo-password }";
    }

    private Settings settings() {
        Settings all = Settings.load(folder.resolve("none"), Map.of(), new Properties())
                .with("database.url", url)
                .with("database.username", database.username())
                .with("connectors.dir", folder.resolve("connectors").toString())
                .with("secrets.files", folder.resolve("secrets").toString())
                .with("routes.dir", folder.resolve("routes").toString());
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            all = all.with(setting.getKey(), setting.getValue());
        }
        return all;
    }

    public String databaseUrl() {
        return url;
    }

    public OrgSimulator org() {
        return org;
    }

    public PlatformSimulator platform() {
        return platform;
    }

    public CamelContext context() {
        return server().context();
    }

    /** The users the platform has. */
    public Map<String, JsonNode> users() {
        return platform.users("acme");
    }

    /** What was sent in a run, in the order of its arrival. */
    public List<PlatformRequest> sent(RunReport run) {
        return platform.history().stream()
                .filter(request -> request.run().equals(run.run()))
                .toList();
    }

    public RunReport run() {
        return run(false, false, false);
    }

    public RunReport preview() {
        return run(true, false, false);
    }

    public RunReport run(boolean preview, boolean resend, boolean override) {
        return server().run(
                        server().connectors()
                                .find("acme")
                                .orElseThrow(() ->
                                        new AssertionError(server().connectors().problems())),
                        new RunRequest(Trigger.MANUAL, preview, resend, override));
    }

    public RunReport approve(RunReport held) {
        return server().approve(held, server().connectors().find("acme").orElseThrow());
    }

    @Override
    public void close() {
        restart();
        org.close();
        platform.close();
    }
}
