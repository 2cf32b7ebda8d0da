package io.connectors.salesforce.simulator.platform;

import static io.connectors.salesforce.simulator.platform.PlatformClient.batch;
import static io.connectors.salesforce.simulator.platform.PlatformClient.delete;
import static io.connectors.salesforce.simulator.platform.PlatformClient.json;
import static io.connectors.salesforce.simulator.platform.PlatformClient.upsert;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchEndpointTest {
    private final PlatformSimulator platform = PlatformSimulator.start(PlatformOptions.free());
    private final PlatformClient client = new PlatformClient(platform);

    @AfterEach
    void stop() {
        platform.close();
    }

    private List<String> statuses(String key, String... operations) throws IOException {
        return json(client.send(key, batch(operations))).path("results").findValuesAsText("status");
    }

    @Test
    void tellsForEachUserWhatItDid() throws IOException {
        assertThat(statuses("k1", upsert("1", "Ada"), upsert("2", "Alan"))).containsExactly("created", "created");
        assertThat(statuses("k2", upsert("1", "Ada"), upsert("2", "Grace"), delete("1"), delete("unknown")))
                .containsExactly("unchanged", "updated", "deleted", "deleted");

        assertThat(platform.users("acme")).containsOnlyKeys("2");
        assertThat(platform.users("acme").get("2")).hasToString("{\"User\":{\"FirstName\":\"Grace\"}}");
        assertThat(platform.users("other")).isEmpty();
    }

    @Test
    void keepsAttributesAnUpsertDoesNotName() throws IOException {
        client.send("k1", batch(upsert("1", "Ada")));
        client.send("k2", batch("{\"op\":\"upsert\",\"sourceId\":\"1\",\"user\":{\"User\":{\"Title\":null}}}"));

        assertThat(platform.users("acme").get("1")).hasToString("{\"User\":{\"FirstName\":\"Ada\",\"Title\":null}}");
    }

    @Test
    void answersARepeatedBatchAlikeAndAppliesItOnce() throws IOException {
        String body = batch(upsert("1", "Ada"));

        String first = client.send("k1", body).body();
        assertThat(client.send("k1", body).body()).isEqualTo(first).contains("created");
        assertThat(platform.history()).extracting(PlatformRequest::applied).containsExactly(true, false);
    }

    @Test
    void refusesAKeyWithAnotherContent() throws IOException {
        client.send("k1", batch(upsert("1", "Ada")));

        HttpResponse<String> refused = client.send("k1", batch(upsert("1", "Alan")));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(json(refused).at("/error/code").asText()).isEqualTo("idempotency_key_reuse");
        assertThat(platform.users("acme").get("1")).hasToString("{\"User\":{\"FirstName\":\"Ada\"}}");
    }

    @Test
    void readsCompressedBatches() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(batch(upsert("1", "Ada")).getBytes(StandardCharsets.UTF_8));
        }

        HttpResponse<String> response = client.send(client.request("k1")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(compressed.toByteArray())));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(platform.users("acme")).containsOnlyKeys("1");
    }

    @Test
    void refusesWhatIsNotCompressedAlthoughItSaysSo() throws IOException {
        assertThat(client.send(client.request("k1")
                                .header("Content-Encoding", "gzip")
                                .POST(BodyPublishers.ofString(batch(upsert("1", "Ada")))))
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "'{', 400",
        "'{}', 400",
        "'{\"operations\":[]}', 400",
        "'{\"operations\":[{\"op\":\"upsert\",\"sourceId\":\"1\"}]}', 422",
        "'{\"operations\":[{\"op\":\"delete\"}]}', 422",
        "'{\"operations\":[{\"op\":\"remove\",\"sourceId\":\"1\"}]}', 422"
    })
    void refusesWhatItDoesNotUnderstand(String body, int status) throws IOException {
        assertThat(client.send("k1", body).statusCode()).isEqualTo(status);
        assertThat(platform.users("acme")).isEmpty();
    }

    @Test
    void needsAKey() throws IOException {
        assertThat(client.send(HttpRequest.newBuilder(URI.create(platform.url() + "/connectors/acme/users/batch"))
                                .header("Authorization", PlatformClient.TOKEN)
                                .POST(BodyPublishers.ofString(batch(upsert("1", "Ada")))))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void remembersEveryBatch() throws IOException {
        client.send("k1", batch(upsert("1", "Ada"), delete("2")));

        assertThat(platform.history()).singleElement().satisfies(request -> {
            assertThat(request.connector()).isEqualTo("acme");
            assertThat(request.run()).isEqualTo("r1");
            assertThat(request.key()).isEqualTo("k1");
            assertThat(request.status()).isEqualTo(200);
            assertThat(request.operations())
                    .containsExactly(
                            new PlatformRequest.Op("upsert", "1", null),
                            new PlatformRequest.Op("delete", "2", "status"));
        });
    }

    @Test
    void knowsNoOtherAddress() throws IOException {
        assertThat(client.send(HttpRequest.newBuilder(URI.create(platform.url() + "/nope")))
                        .statusCode())
                .isEqualTo(404);
    }
}
