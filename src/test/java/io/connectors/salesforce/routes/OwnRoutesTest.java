package io.connectors.salesforce.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.server.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.component.seda.SedaEndpoint;
import org.junit.jupiter.api.Test;

/** What README shows an integrator, done: a platform of one's own and a step of one's own, in YAML alone. */
class OwnRoutesTest {
    private static final Path README = Path.of("README.md");

    private static String fromReadme(String start) throws IOException {
        String readme = Files.readString(README);
        int from = readme.indexOf(start);
        assertThat(from).as("README shows " + start).isPositive();
        return readme.substring(from, readme.indexOf("```", from));
    }

    private static List<String> messages(Installation site, String queue) {
        return site.context().getEndpoint("seda:" + queue, SedaEndpoint.class).getExchanges().stream()
                .map(message -> message.getMessage().getBody(String.class))
                .toList();
    }

    @Test
    void aPlatformOfOnesOwnIsOneMoreFile() throws IOException {
        try (Installation site = Installation.of(TestDatabase.H2, 120)) {
            site.file("routes/platform-queue.camel.yaml", fromReadme("- route:\n    id: platform-queue"));
            site.set("platform", "{ type: queue, url: \"https://queue.example\", queue: identities }");

            RunReport run = site.run();

            assertThat(run.status()).as(run.reason()).isEqualTo(Status.COMPLETED);
            assertThat(run.counts().created()).isEqualTo(run.counts().read()).isPositive();
            assertThat(messages(site, "identities"))
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("\"op\":\"upsert\"", "\"sourceId\":\"005");

            site.org().evolve(0, 0, 2, 1);
            assertThat(site.run().counts().deleted()).isEqualTo(2);
        }
    }

    @Test
    void aStepOfOnesOwnStandsInACopyOfTheRoute() throws IOException {
        String shipped = Files.readString(Path.of("routes/send-batch.camel.yaml"));
        String bytes = "                    - convertBodyTo: { type: \"byte[]\" }\n";
        assertThat(shipped).contains(bytes);
        try (Installation site = Installation.of(TestDatabase.H2, 120)) {
            site.file(
                    "routes/send-batch.camel.yaml",
                    shipped.replace(bytes, bytes + fromReadme("                    - wireTap:")));

            RunReport run = site.run();

            assertThat(run.status()).as(run.reason()).isEqualTo(Status.COMPLETED);
            await().until(() -> !messages(site, "sent-batches").isEmpty());
            assertThat(messages(site, "sent-batches").get(0)).contains(run.run());
        }
    }
}
