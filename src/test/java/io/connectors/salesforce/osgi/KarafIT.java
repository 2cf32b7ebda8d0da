package io.connectors.salesforce.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connectors.salesforce.console.Served;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.simulator.org.OrgOptions;
import io.connectors.salesforce.simulator.org.OrgSimulator;
import io.connectors.salesforce.simulator.platform.PlatformOptions;
import io.connectors.salesforce.simulator.platform.PlatformSimulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The feature in a fresh Karaf; the org and the platform are in this JVM. Each test has a folder, a configuration and people of its own. */
class KarafIT {
    /** Threads of Karaf itself, of the test's connection and of the driver's own bundle, which come and go. */
    private static final String NOT_OURS = "PostgreSQL-JDBC-.*|"
            + "RMI .*|JMX .*|CM .*|features-.*|EventAdmin.*|fileinstall.*|Attach .*|pool-\\d+-thread-.*|Karaf .*|FelixDispatchQueue.*";

    private static final int MANAGEMENT = Served.freePort();
    private static final String CFG = "io.connectors.salesforce.cfg";
    private static final String SOURCE = "org.ops4j.datasource-state.cfg";

    private static Karaf karaf;
    private static Set<Long> before;
    private static Set<String> domains;

    private final OrgSimulator org = OrgSimulator.start(OrgOptions.of(30, 7));
    private final PlatformSimulator platform = PlatformSimulator.start(PlatformOptions.free());

    @BeforeAll
    static void install() throws IOException {
        karaf = Karaf.start();
        before = karaf.threads().keySet();
        domains = karaf.domains();
        karaf.installFeature();
    }

    @AfterAll
    static void end() throws IOException {
        if (karaf != null) {
            karaf.close();
        }
    }

    @AfterEach
    void endSimulators() throws IOException {
        // no configuration, no server
        Files.deleteIfExists(karaf.etc().resolve(CFG));
        awaitSilence();
        org.close();
        platform.close();
    }

    /** A connector that runs every other second, and the attributes of its mapping. */
    private void connector(String folder, String... attributes) throws IOException {
        karaf.file(folder + "/connectors/acme.yaml", """
                name: Acme
                salesforce:
                  url: "%s"
                  consumerKey: demo-key
                  consumerSecret: demo-secret
                  username: sync@example.com
                  password: demo-password
                schedule: { repeats: "0/2 * * * * ?" }
                mapping: small.csv
                platform: { type: rest, url: "%s", token: demo-platform-token }
                """.formatted(org.url(), platform.url()));
        karaf.file(folder + "/mappings/small.csv", """
                Target attribute,Source attribute,Transform,Required,Description
                User.Login,Username,lowercase,yes,
                """ + String.join("\n", attributes));
    }

    private static void configure(String folder, String... lines) throws IOException {
        Path files = karaf.etc().resolve(folder);
        karaf.file(
                CFG,
                "connectors.dir = %s/connectors%nmappings.dir = %s/mappings%nmanagement.port = %d%n%s%n"
                        .formatted(files, files, MANAGEMENT, String.join("\n", lines)));
    }

    private static int status(int port, String path, String token) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                    .header("Authorization", "Bearer " + token)
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException refused) {
            return 0;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private List<String> active() {
        return org.ids(user -> Boolean.TRUE.equals(user.get("IsActive")) && "Standard".equals(user.get("UserType")));
    }

    /** Until the platform has just the active users, with a field of Salesforce as an attribute. */
    private void awaitUsers(String attribute, String field, UnaryOperator<String> transform) {
        await().atMost(Karaf.LONGEST).untilAsserted(() -> {
            Map<String, String> expected = new TreeMap<>();
            active().forEach(id ->
                    expected.put(id, transform.apply(org.user(id).get(field).toString())));
            Map<String, String> received = new TreeMap<>();
            platform.users("acme")
                    .forEach((id, user) ->
                            received.put(id, user.path("User").path(attribute).asText()));
            assertThat(received).isNotEmpty().isEqualTo(expected);
        });
    }

    private void awaitUsers() {
        awaitUsers("Login", "Username", name -> name.toLowerCase(Locale.ROOT));
    }

    /** A change in the org arrives. */
    private void awaitChange(String login) {
        org.edit(active().get(0), Map.of("Username", login + "@acme.example"));
        awaitUsers();
    }

    /** The threads that came after Karaf had started, but for its own. */
    private static Map<Long, String> threads() throws IOException {
        Map<Long, String> threads = new TreeMap<>(karaf.threads());
        threads.keySet().removeAll(before);
        threads.values().removeIf(name -> name.matches(NOT_OURS));
        return threads;
    }

    /** Until all that is left of the server is its own thread, which waits for a configuration. */
    private static void awaitSilence() {
        await().atMost(Karaf.LONGEST)
                .untilAsserted(() -> assertThat(threads().values()).isSubsetOf("salesforce-connector"));
    }

    @Test
    void isInstalledWithAConfigurationAndAnInactiveExample() throws Exception {
        karaf.installFeature();

        assertThat(karaf.state()).isEqualTo("Active");
        assertThat(karaf.etc().resolve("salesforce-connector/connectors/example.yaml"))
                .hasSameTextualContentAs(Path.of("connectors/example.yaml"));
    }

    @Test
    void runsTheConnectorsOfItsFolderOverTheEmbeddedDatabase() throws IOException {
        connector("embedded");
        configure("embedded");

        awaitUsers();

        awaitChange("changed");
        assertThat(karaf.etc().resolveSibling("data/salesforce-connector/state.mv.db"))
                .isRegularFile();
    }

    @Test
    void servesTheConsoleWhereItHasATokenAndItsHealth() throws IOException {
        int console = Served.freePort();
        connector("served");
        configure("served", "console.token = marker-karaf-token", "console.port = " + console);

        await().atMost(Karaf.LONGEST).until(() -> status(console, "/api/connectors", "marker-karaf-token") == 200);

        assertThat(status(console, "/", "")).isEqualTo(200);
        assertThat(status(console, "/app.js", "")).isEqualTo(200);
        assertThat(status(console, "/api/connectors", "")).isEqualTo(401);
        await().atMost(Karaf.LONGEST).until(() -> status(MANAGEMENT, "/observe/health/ready", "") == 200);
        assertThat(status(MANAGEMENT, "/observe/metrics", "")).isEqualTo(200);
    }

    @Test
    void takesUpAChangedConfiguration() throws IOException {
        connector("first");
        configure("first");
        awaitUsers();

        connector("second", "User.Family,LastName,,yes,");
        configure("second");

        awaitUsers("Family", "LastName", UnaryOperator.identity());
    }

    @Test
    void usesTheNamedDataSourceWheneverItIsThere() throws Exception {
        String url = TestDatabase.POSTGRESQL.newUrl();
        String source = """
                osgi.jdbc.driver.class = org.postgresql.Driver
                dataSourceName = state
                url = %s
                user = %s
                """.formatted(url, TestDatabase.POSTGRESQL.username());
        connector("named");
        configure("named", "database.dataSource = state");
        karaf.installDataSources();

        karaf.file(SOURCE, source);
        awaitUsers();
        try (Connection database = DriverManager.getConnection(url, TestDatabase.POSTGRESQL.username(), "");
                ResultSet snapshot = database.createStatement().executeQuery("SELECT count(*) FROM snapshot")) {
            snapshot.next();
            assertThat(snapshot.getInt(1)).isEqualTo(active().size());
        }

        Files.delete(karaf.etc().resolve(SOURCE));
        awaitSilence();
        karaf.file(SOURCE, source);
        awaitChange("back");
    }

    @Test
    void isUpdatedAndStoppedWithoutLeavingAThread() throws Exception {
        connector("stopped");
        configure("stopped");
        awaitUsers();
        Map<Long, String> running = threads();
        assertThat(running.values()).anyMatch(name -> name.contains("Quartz")).contains("lease-renewal");

        karaf.bundle("update");
        awaitChange("updated");
        await().atMost(Karaf.LONGEST)
                .untilAsserted(() -> assertThat(threads())
                        .doesNotContainKeys(running.keySet().toArray(Long[]::new)));

        karaf.bundle("stop");
        assertThat(karaf.state()).isEqualTo("Resolved");
        // one of Netty's ends by itself a second after its last task
        await().atMost(Karaf.LONGEST).untilAsserted(() -> assertThat(threads()).isEmpty());
        assertThat(karaf.domains()).isEqualTo(domains);

        karaf.bundle("start");
        awaitChange("started");
    }
}
