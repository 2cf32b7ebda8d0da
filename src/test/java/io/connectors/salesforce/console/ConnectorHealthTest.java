package io.connectors.salesforce.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.server.Installation;
import io.connectors.salesforce.simulator.org.OrgFault;
import io.connectors.salesforce.simulator.org.OrgFault.Kind;
import io.connectors.salesforce.simulator.platform.PlatformFault;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the list of connectors says of one, from its first attempt on. */
@Timeout(120)
class ConnectorHealthTest {
    private final Served served = Served.of(Installation.of(TestDatabase.H2, 300)
            .setting("platform.retries", "0")
            .set("schedule", "{ repeats: daily, startTime: \"02:00\", timeZone: Asia/Kolkata }"));

    @AfterEach
    void close() {
        served.close();
    }

    private JsonNode connector() {
        return served.get("/api/connectors").json().get(0);
    }

    private JsonNode is(String health) {
        JsonNode connector = connector();
        assertThat(connector.path("health").asText()).as(connector.toString()).isEqualTo(health);
        return connector;
    }

    private static void names(JsonNode connector, JsonNode failed) {
        assertThat(connector.path("failedRun")).isEqualTo(failed.path("run"));
        assertThat(connector.path("healthReason")).isEqualTo(failed.path("reason"));
        assertThat(failed.path("reason").asText()).isNotEmpty();
    }

    @Test
    void isHealthyOnlyAfterASuccess() {
        JsonNode fresh = is("never-run");
        OffsetDateTime next = OffsetDateTime.parse(fresh.path("nextRun").asText());
        assertThat(fresh.path("nextRun").asText()).contains("T02:00:").endsWith("+05:30");
        assertThat(next.toInstant()).hasToString(fresh.path("nextRunAt").asText());

        served.site()
                .org()
                .fault(OrgFault.on(Kind.STATUS, "describe", 1)
                        .withStatus(400, "BAD", "no")
                        .forEver());
        JsonNode preview = served.run("{\"preview\":true}");
        assertThat(preview.path("status").asText()).isEqualTo("failed");
        names(is("failed"), preview);
        served.site().org().clearFaults();
        served.run("{\"preview\":true}");
        assertThat(is("never-run").path("failedRun").isNull()).isTrue();

        served.site()
                .platform()
                .fault(PlatformFault.always(PlatformFault.Kind.STATUS).withNth(2));
        JsonNode failed = served.run("");
        assertThat(failed.path("status").asText()).isEqualTo("failed");
        names(is("failed"), failed);
        assertThat(connector().path("lastRun").path("created").asInt())
                .as("what the platform acknowledged")
                .isPositive()
                .isEqualTo(served.site().users().size());
        served.site().platform().clearFaults();
        JsonNode cancelled = cancelled();
        names(is("failed"), cancelled);
        served.run("");
        assertThat(is("healthy").path("healthReason").isNull()).isTrue();
        holdsAndDiscards();
    }

    private JsonNode cancelled() {
        served.site().org().fault(OrgFault.on(Kind.SLOW, "FROM User", 1).withDelayMs(2_000));
        String run =
                served.post("/api/connectors/acme/runs", "").json().path("run").asText();
        is("running");
        served.post("/api/runs/" + run + "/cancel", "");
        JsonNode cancelled = served.ended(run);
        assertThat(cancelled.path("status").asText()).isEqualTo("cancelled");
        return cancelled;
    }

    private void holdsAndDiscards() {
        List.copyOf(served.site().users().keySet())
                .forEach(id -> served.site().org().edit(id, Map.of("IsActive", false)));
        JsonNode held = served.run("");
        JsonNode waiting = is("held");
        assertThat(waiting.path("heldRun")).isEqualTo(held.path("run"));
        assertThat(waiting.path("healthReason")).isEqualTo(held.path("reason"));
        served.run("{\"preview\":true}");
        is("held");
        served.post("/api/runs/" + held.path("run").asText() + "/discard", "");
        names(is("failed"), served.get("/api/runs/" + held.path("run").asText()).json());
        served.put("/api/connectors/acme/active", "{\"active\":false}");
        assertThat(is("inactive").path("nextRun").isNull()).isTrue();
    }
}
