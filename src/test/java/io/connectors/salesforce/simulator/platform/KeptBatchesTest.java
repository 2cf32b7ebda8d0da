package io.connectors.salesforce.simulator.platform;

import static io.connectors.salesforce.simulator.platform.PlatformClient.batch;
import static io.connectors.salesforce.simulator.platform.PlatformClient.json;
import static io.connectors.salesforce.simulator.platform.PlatformClient.upsert;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.connectors.salesforce.simulator.platform.PlatformFault.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a platform that keeps its batches in a file knows after a restart. */
class KeptBatchesTest {
    @TempDir
    private Path folder;

    private PlatformSimulator start() {
        return PlatformSimulator.start(PlatformOptions.free().keeping(folder.resolve("batches")));
    }

    @Test
    void knowsTheUsersAndRefusalsItHadBefore() throws IOException {
        Map<String, JsonNode> before;
        try (PlatformSimulator platform = start()) {
            platform.fault(PlatformFault.once(Kind.REJECT_USER).withUser("2"));
            new PlatformClient(platform).send("k1", batch(upsert("1", "Ada"), upsert("2", "Alan")));
            new PlatformClient(platform).send("k2", batch(upsert("1", "Grace")));
            before = platform.users("acme");
        }

        try (PlatformSimulator platform = start()) {
            assertThat(platform.users("acme")).isEqualTo(before).containsOnlyKeys("1");
            assertThat(platform.history()).extracting(PlatformRequest::key).containsExactly("k1", "k2");
        }
    }

    @Test
    void answersARepeatedBatchAlikeAndAppliesItOnce() throws IOException {
        String body = batch(upsert("1", "Ada"));
        try (PlatformSimulator platform = start()) {
            new PlatformClient(platform).send("k1", body);
        }

        try (PlatformSimulator platform = start()) {
            assertThat(json(new PlatformClient(platform).send("k1", body)).findValuesAsText("status"))
                    .containsExactly("created");
            assertThat(platform.history()).extracting(PlatformRequest::applied).containsExactly(true, false);
        }
        assertThat(Files.readAllLines(folder.resolve("batches"))).hasSize(1);
    }

    @Test
    void forgetsABatchThatWasNotWrittenToItsEnd() throws IOException {
        try (PlatformSimulator platform = start()) {
            new PlatformClient(platform).send("k1", batch(upsert("1", "Ada")));
        }
        Files.writeString(folder.resolve("batches"), "{\"connector\":\"acme\",\"bo", StandardOpenOption.APPEND);

        try (PlatformSimulator platform = start()) {
            new PlatformClient(platform).send("k2", batch(upsert("2", "Alan")));
        }
        try (PlatformSimulator platform = start()) {
            assertThat(List.copyOf(platform.users("acme").keySet())).containsExactly("1", "2");
        }
    }

    @Test
    void startsAnewAfterAReset() throws IOException {
        try (PlatformSimulator platform = start()) {
            new PlatformClient(platform).send("k1", batch(upsert("1", "Ada")));
            new PlatformClient(platform).control("POST", "reset", "{}");
        }

        try (PlatformSimulator platform = start()) {
            assertThat(platform.users("acme")).isEmpty();
        }
    }
}
