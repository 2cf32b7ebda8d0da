package io.connectors.salesforce.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connectors.salesforce.run.TestDatabase;
import java.util.Map;
import org.apache.camel.Route;
import org.junit.jupiter.api.Test;

/** What {@code serve} does: every active connector of this server runs when its schedule says, and no other. */
class ScheduledRunTest {
    private static final String EVERY_SECOND = "{ repeats: \"* * * ? * *\" }";

    @Test
    void runsAgainAndAgain() {
        try (Installation site = Installation.of(TestDatabase.H2, 60).set("schedule", EVERY_SECOND)) {
            site.server().serve();

            await().until(() -> !site.users().isEmpty());
            String someone = site.users().keySet().iterator().next();
            site.org().edit(someone, Map.of("Department", "Elsewhere"));

            await().until(() ->
                    site.users().get(someone).at("/User/Department").asText().equals("Elsewhere"));
        }
    }

    @Test
    void leavesInactiveConnectorsAndThoseOfOthersAlone() {
        try (Installation site = Installation.of(TestDatabase.H2, 60).set("schedule", EVERY_SECOND)) {
            site.set("active", "false").server().serve();
            assertThat(site.context().getRoutes()).extracting(Route::getId).noneMatch(id -> id.startsWith("schedule-"));

            site.set("active", "true").set("server", "Elsewhere").server().serve();
            assertThat(site.context().getRoutes()).extracting(Route::getId).noneMatch(id -> id.startsWith("schedule-"));
        }
    }
}
