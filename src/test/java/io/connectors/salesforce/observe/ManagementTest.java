package io.connectors.salesforce.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.connectors.salesforce.console.Served;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.server.Installation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What operators see. */
@Timeout(60)
class ManagementTest {
    private final int port = Served.freePort();
    private final Installation site = Installation.of(TestDatabase.H2, 30)
            .setting("management.port", String.valueOf(port))
            .set("schedule", "{ repeats: daily, startTime: \"02:00\" }");

    @BeforeEach
    void open() {
        Management.open(site.server());
    }

    @AfterEach
    void close() {
        site.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(port, path);
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/observe" + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private String metrics() throws IOException, InterruptedException {
        return get("/metrics").body();
    }

    private static double metric(String metrics, String name, String... labels) {
        for (String line : metrics.lines().toList()) {
            Matcher parts = Pattern.compile(name + "(\\{.*})? (\\S+)").matcher(line);
            if (parts.matches() && java.util.Arrays.stream(labels).allMatch(line::contains)) {
                return Double.parseDouble(parts.group(2));
            }
        }
        throw new AssertionError("no " + name + " in\n" + metrics);
    }

    private void deactivateAll() {
        site.org().ids(user -> true).forEach(id -> site.org().edit(id, Map.of("IsActive", false)));
    }

    private String connectorsCheck() throws IOException, InterruptedException {
        HttpResponse<String> health = get("/health");
        assertThat(health.statusCode()).as(health.body()).isEqualTo(200);
        JsonNode checks = new ObjectMapper().readTree(health.body()).path("checks");
        for (JsonNode check : checks) {
            if (check.path("name").asText().equals("connectors")) {
                return check.path("message").asText();
            }
        }
        throw new AssertionError(health.body());
    }

    @Test
    void tellsWhoNeedsSomebodyAndIsUpAllTheSame() throws Exception {
        site.run();
        assertThat(connectorsCheck()).isEqualTo("ok");

        deactivateAll();
        assertThat(site.run().status()).isEqualTo(Status.HELD);

        assertThat(connectorsCheck()).isEqualTo("degraded: acme is held");
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void staysUpWhileSalesforceIsDown() throws Exception {
        site.org().close();

        assertThat(site.run().status()).isEqualTo(Status.FAILED);

        assertThat(connectorsCheck()).isEqualTo("degraded: acme is failed");
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(metric(metrics(), "sync_runs_total", "status=\"failed\"")).isEqualTo(1);
    }

    @Test
    void countsWhatRunsDid() throws Exception {
        long before = Instant.now().getEpochSecond();
        RunReport first = site.run();
        String someone = site.users().keySet().iterator().next();
        site.org().edit(someone, Map.of("IsActive", false));
        site.run();

        String metrics = metrics();
        assertThat(metric(metrics, "sync_runs_total", "connector=\"acme\"", "status=\"completed\""))
                .isEqualTo(2);
        assertThat(metric(metrics, "sync_users_read_total"))
                .isEqualTo((double) (first.counts().read() * 2 - 1));
        assertThat(metric(metrics, "sync_users_upserted_total"))
                .isEqualTo((double) first.counts().created());
        assertThat(metric(metrics, "sync_users_unchanged_total"))
                .isEqualTo((double) (first.counts().created() - 1));
        assertThat(metric(metrics, "sync_users_deleted_total")).isEqualTo(1);
        assertThat(metric(metrics, "sync_users_pending")).isZero();
        assertThat(metric(metrics, "sync_last_success_timestamp_seconds")).isGreaterThanOrEqualTo((double) before);
        assertThat(metric(metrics, "sync_stage_seconds_count", "stage=\"read\""))
                .isEqualTo(2);
        assertThat(metric(metrics, "sync_state", "state=\"healthy\"")).isEqualTo(1);
        assertThat(metric(metrics, "sync_api_allowance_used_ratio")).isBetween(0.0, 0.01);
        assertThat(metrics).contains("jvm_memory_used_bytes").doesNotContain("0055g");
    }

    @Test
    void isNotReadyWithoutItsDatabaseButAlive() throws Exception {
        int other = Served.freePort();
        try (Installation site =
                Installation.of(TestDatabase.POSTGRESQL, 5).setting("management.port", String.valueOf(other))) {
            Management.open(site.server());
            assertThat(get(other, "/health/ready").statusCode()).isEqualTo(200);
            TestDatabase.reachable(site.databaseUrl(), false);

            assertThat(get(other, "/health/ready").statusCode()).isEqualTo(503);
            assertThat(get(other, "/health/live").statusCode()).isEqualTo(200);

            TestDatabase.reachable(site.databaseUrl(), true);
            assertThat(get(other, "/health/ready").statusCode()).isEqualTo(200);
        }
    }
}
