package io.connectors.salesforce.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.connectors.salesforce.run.RunReport;
import io.connectors.salesforce.run.Status;
import io.connectors.salesforce.run.TestDatabase;
import io.connectors.salesforce.server.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README shows an integrator, done: a platform of one's own and a step of one's own, in YAML alone. */
class OwnRoutesTest {
    private static final Path README = Path.of("README.md");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private static String fromReadme(String start) throws IOException {
        String readme = Files.readString(README);
        int from = readme.indexOf(start);
        assertThat(from).as("README shows " + start).isPositive();
        return readme.substring(from, readme.indexOf("```", from));
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    @Test
    void aPlatformOfOnesOwnIsOneMoreFile() throws IOException {
        try (Installation site = Installation.of(TestDatabase.H2, 900)) {
            site.file(
                    "routes/platform-file-drop.camel.yaml",
                    fromReadme("- route:\n    id: platform-file-drop").replace("file:drop", "file:" + folder));
            site.set(
                    "platform",
                    "{ type: file-drop, url: \"https://file-drop.invalid\", file: acme.ndjson, batchSize: 50 }");

            RunReport run = site.run();

            assertThat(run.status()).as(run.reason()).isEqualTo(Status.COMPLETED);
            assertThat(run.counts().created()).isEqualTo(run.counts().read()).isPositive();
            List<JsonNode> batches = lines(folder.resolve("acme.ndjson"));
            assertThat(batches)
                    .hasSizeGreaterThan(5)
                    .allMatch(batch -> batch.path("run").asText().equals(run.run()));
            assertThat(batches.stream()
                            .flatMap(batch -> batch.findValuesAsText("sourceId").stream())
                            .distinct())
                    .as("several batches on their way at once, none lost in another")
                    .hasSize((int) run.counts().created());

            site.org().evolve(0, 0, 2, 1);
            assertThat(site.run().counts().deleted()).isEqualTo(2);
            assertThat(lines(folder.resolve("acme.ndjson")).stream()
                            .flatMap(batch -> batch.findValuesAsText("op").stream())
                            .filter("delete"::equals))
                    .hasSize(2);
        }
    }

    @Test
    void aStepOfOnesOwnStandsInACopyOfTheRoute() throws IOException {
        String shipped = Files.readString(Path.of("routes/send-batch.camel.yaml"));
        String bytes = "                    - convertBodyTo: { type: \"byte[]\" }\n";
        assertThat(shipped).contains(bytes);
        try (Installation site = Installation.of(TestDatabase.H2, 120)) {
            String step = fromReadme("                    - to:\n                        uri: file:copies");
            site.file(
                    "routes/send-batch.camel.yaml",
                    shipped.replace(bytes, bytes + step.replace("file:copies", "file:" + folder)));

            RunReport run = site.run();

            assertThat(run.status()).as(run.reason()).isEqualTo(Status.COMPLETED);
            assertThat(site.users()).hasSize((int) run.counts().created());
            assertThat(lines(folder.resolve(run.run() + ".ndjson")).stream()
                            .flatMap(batch -> batch.findValuesAsText("sourceId").stream()))
                    .hasSize((int) run.counts().created());
        }
    }
}
