package io.connectors.salesforce.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.connectors.salesforce.run.Counts;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.server.ConnectorServer;
import io.connectors.salesforce.server.Installation;
import io.connectors.salesforce.simulator.org.OrgFault;
import io.connectors.salesforce.simulator.org.OrgFault.Kind;
import io.connectors.salesforce.simulator.platform.PlatformFault;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said of a run while it is in progress: what has happened, not what is planned. */
@Timeout(120)
class RunningRunTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static Installation site(TestDatabase database, int users) {
        return Installation.of(database, users)
                .setting("platform.retry-delay", "2000")
                .setting("platform.retry-longest", "2000")
                .setting("salesforce.retry-delay", "2000")
                .setting("platform.retries", "60")
                .set("safeguards", "{ apiUsage: off }");
    }

    private static String begin(Served served) {
        return served.post("/api/connectors/acme/runs", "").json().path("run").asText();
    }

    private static JsonNode until(Served served, String run, Predicate<JsonNode> wanted) {
        return await().atMost(SOON).until(() -> served.get("/api/runs/" + run).json(), wanted);
    }

    private static void addsUp(JsonNode run) {
        assertThat(run.path("read").asLong())
                .as(run.toString())
                .isEqualTo(run.path("unchanged").asLong()
                        + run.path("created").asLong()
                        + run.path("updated").asLong()
                        + run.path("rejected").asLong()
                        + run.path("pending").asLong());
    }

    @ParameterizedTest
    @EnumSource
    void countsWhatThePlatformHasAcknowledgedWhileItIsSent(TestDatabase database) {
        try (Served served = Served.of(site(database, 600))) {
            served.site()
                    .platform()
                    .fault(PlatformFault.always(PlatformFault.Kind.STATUS).withNth(2));
            String id = begin(served);
            JsonNode run = until(
                    served,
                    id,
                    now -> now.path("waiting").isObject() && now.path("created").asInt() > 0);

            int there = served.site().users().size();
            assertThat(run.path("created").asInt()).isEqualTo(there);
            assertThat(run.path("pending").asInt()).isPositive();
            addsUp(run);
            assertThat(run.path("progress").path("total").asInt())
                    .isEqualTo(run.path("created").asInt() + run.path("pending").asInt());
            assertThat(run.path("apiCalls").asLong())
                    .isEqualTo(served.site().org().apiCalls())
                    .isPositive();
            JsonNode waiting = run.path("waiting");
            assertThat(waiting.path("side").asText()).isEqualTo("platform");
            assertThat(waiting.path("status").asInt()).isEqualTo(503);
            assertThat(waiting.path("of").asInt()).isEqualTo(61);
            assertThat(waiting.path("try").asInt()).isBetween(2, 20);
            assertThat(Instant.parse(waiting.path("nextAt").asText()))
                    .isAfter(Instant.parse(waiting.path("since").asText()));
            saysTheSameEverywhere(served, run);

            served.site().platform().clearFaults();
            JsonNode ended = served.ended(id);
            assertThat(ended.path("status").asText()).isEqualTo("completed");
            assertThat(ended.path("created").asInt()).isEqualTo(run.path("read").asInt());
            assertThat(ended.path("waiting").isNull()).isTrue();
        }
    }

    private static void saysTheSameEverywhere(Served served, JsonNode run) {
        JsonNode listed = served.get("/api/connectors/acme/runs").json().get(0);
        JsonNode last = served.get("/api/connectors").json().get(0).path("lastRun");
        for (String key : new String[] {"read", "created", "pending", "rejected", "apiCalls"}) {
            assertThat(listed.path(key)).as(key).isEqualTo(run.path(key));
            assertThat(last.path(key)).as(key).isEqualTo(run.path(key));
        }
        try (ConnectorServer other = served.site().another()) {
            Counts counts = other.find(run.path("run").asText()).orElseThrow().counts();
            assertThat(counts.created()).isEqualTo(run.path("created").asLong());
            assertThat(counts.pending()).isEqualTo(run.path("pending").asLong());
            assertThat(counts.missing()).isEqualTo(run.path("missing").asLong());
        }
    }

    @Test
    void countsWhatIsReadWhileItIsRead() {
        try (Served served = Served.of(site(TestDatabase.H2, 2_700))) {
            served.site()
                    .org()
                    .fault(OrgFault.on(Kind.STATUS, "query/0r8", 1)
                            .withStatus(503, "SERVER_UNAVAILABLE", "busy")
                            .forEver());
            String id = begin(served);
            JsonNode run = until(
                    served,
                    id,
                    now -> now.path("waiting").isObject() && now.path("read").asInt() > 0);

            assertThat(run.path("read").asInt())
                    .isEqualTo(run.path("progress").path("done").asInt())
                    .isLessThan(run.path("progress").path("total").asInt());
            assertThat(run.path("created").asInt()).isZero();
            addsUp(run);
            assertThat(run.path("waiting").path("side").asText()).isEqualTo("salesforce");
            assertThat(run.path("waiting").path("status").asInt()).isEqualTo(503);
            assertThat(run.path("cancelling").asBoolean()).isFalse();
            JsonNode cancelled = served.post("/api/runs/" + id + "/cancel", "").json();
            assertThat(cancelled.path("cancelling").asBoolean()).isTrue();
            JsonNode ended = served.ended(id);
            assertThat(ended.path("status").asText()).isEqualTo("cancelled");
            assertThat(ended.path("cancelling").asBoolean()).isFalse();
        }
    }
}
