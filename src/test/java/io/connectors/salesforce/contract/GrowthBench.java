package io.connectors.salesforce.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.connectors.salesforce.contract.Site.Started;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.simulator.org.OrgOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * What more processes on one PostgreSQL bring for many connectors, as a share of what one process does in the same minutes. Each
 * org answers a page as slowly as a real one. It runs the packaged program: {@code mvn package -DskipTests} first.
 */
class GrowthBench {
    private static final int CONNECTORS = Integer.getInteger("bench.connectors", 16);
    private static final int USERS = Integer.getInteger("bench.connector-users", 10_000);
    private static final Duration PAGE_DELAY = Duration.ofMillis(300);
    private static final int ROUNDS = 3;
    private static final String TOKEN = "bench-console-token";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void runsManyConnectorsByOneTwoAndFourProcesses() throws Exception {
        try (Site site = new Site()) {
            site.setting("database.url", TestDatabase.POSTGRESQL.newUrl());
            site.setting("database.username", TestDatabase.POSTGRESQL.username());
            site.setting("console.token", TOKEN);
            List<Connector> connectors = new ArrayList<>();
            for (int i = 0; i < CONNECTORS; i++) {
                connectors.add(site.connector(
                        "c" + i, OrgOptions.of(USERS, i + 1).withPageDelay(PAGE_DELAY), "safeguards.changes: off"));
            }
            double one = 0;
            for (int processes : List.of(1, 1, 2, 4)) {
                List<Started> serving = new ArrayList<>();
                for (int i = 0; i < processes; i++) {
                    serving.add(site.serve());
                }
                double quiet = best(connectors, serving, false);
                double changed = best(connectors, serving, true);
                for (Started each : serving) {
                    each.process().destroy();
                    each.process().onExit().join();
                }
                one = processes == 1 ? quiet : one;
                System.out.printf(
                        Locale.ROOT,
                        "%d processes: %,.0f users a second quiet (%.2f of one), %,.0f with a tenth changed%n",
                        processes,
                        quiet,
                        quiet / one,
                        changed);
                assertThat(quiet).isPositive();
            }
        }
    }

    /** Users read a second, all connectors together, in the best round. */
    private double best(List<Connector> connectors, List<Started> serving, boolean change) throws Exception {
        double best = 0;
        for (int round = 0; round < ROUNDS; round++) {
            if (change) {
                String department = "Department " + round + serving.size();
                connectors.forEach(each -> each.edit(0, USERS / 10, Map.of("Department", department)));
            }
            long start = System.nanoTime();
            List<String> runs = new ArrayList<>();
            for (int i = 0; i < connectors.size(); i++) {
                runs.add(address(serving.get(i % serving.size()))
                        + "api/runs/"
                        + send(
                                        "POST",
                                        address(serving.get(i % serving.size())) + "api/connectors/"
                                                + connectors.get(i).id() + "/runs")
                                .path("run")
                                .asText());
            }
            for (String run : runs) {
                JsonNode ended = Awaitility.await()
                        .atMost(Duration.ofMinutes(5))
                        .pollInterval(Duration.ofMillis(20))
                        .until(
                                () -> send("GET", run),
                                now -> !now.path("status").asText().equals("running"));
                assertThat(ended.path("status").asText()).as(ended.toString()).isEqualTo("completed");
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            best = Math.max(best, (double) connectors.size() * USERS / seconds);
        }
        return best;
    }

    private static String address(Started serving) throws IOException {
        return Files.readString(serving.out()).replaceFirst("(?s).*(http://\\S+/).*", "$1");
    }

    private JsonNode send(String method, String address) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create(address))
                        .header("Authorization", "Bearer " + TOKEN)
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        return Site.JSON.readTree(response.body());
    }
}
