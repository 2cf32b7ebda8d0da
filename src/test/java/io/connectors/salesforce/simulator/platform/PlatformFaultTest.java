package io.connectors.salesforce.simulator.platform;

import static io.connectors.salesforce.simulator.platform.PlatformClient.batch;
import static io.connectors.salesforce.simulator.platform.PlatformClient.json;
import static io.connectors.salesforce.simulator.platform.PlatformClient.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.connectors.salesforce.simulator.platform.PlatformFault.Kind;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlatformFaultTest {
    private static final String BATCH = batch(upsert("1", "Ada"), upsert("2", "Alan"), upsert("3", "Grace"));

    private final PlatformSimulator platform = PlatformSimulator.start(PlatformOptions.free());
    private final PlatformClient client = new PlatformClient(platform);

    @AfterEach
    void stop() {
        platform.close();
    }

    private HttpResponse<String> send() throws IOException {
        return client.send("k1", BATCH);
    }

    private JsonNode results() throws IOException {
        return json(send()).path("results");
    }

    @Test
    void answersAStatusAndAppliesNothing() throws IOException {
        platform.fault(PlatformFault.once(Kind.STATUS)
                .withStatus(429)
                .withRetryAfter("3")
                .withMessage("slowly"));

        HttpResponse<String> response = send();
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Retry-After")).contains("3");
        assertThat(json(response).at("/error/message").asText()).isEqualTo("slowly");
        assertThat(platform.users("acme")).isEmpty();
        assertThat(send().statusCode()).isEqualTo(200);
    }

    @Test
    void dropsTheConnectionBeforeItAppliesAnything() throws IOException {
        platform.fault(PlatformFault.once(Kind.DROP_BEFORE));

        assertThatThrownBy(this::send).isInstanceOf(IOException.class);
        assertThat(platform.history())
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.operations()).hasSize(3));
        assertThat(platform.history().get(0).applied()).isFalse();
        assertThat(platform.history().get(0).status()).isZero();
    }

    @Test
    void appliesAndDropsTheConnection() throws IOException {
        platform.fault(PlatformFault.once(Kind.APPLY_THEN_DROP));

        assertThatThrownBy(this::send).isInstanceOf(IOException.class);
        assertThat(platform.users("acme")).hasSize(3);
        assertThat(results().findValuesAsText("status")).containsOnly("created");
    }

    @Test
    void appliesAndAnswersAStatus() throws IOException {
        platform.fault(PlatformFault.once(Kind.APPLY_THEN_STATUS).withStatus(500));

        assertThat(send().statusCode()).isEqualTo(500);
        assertThat(platform.users("acme")).hasSize(3);
        assertThat(results().findValuesAsText("status")).containsOnly("created");
    }

    @Test
    void rejectsOneUser() throws IOException {
        platform.fault(PlatformFault.once(Kind.REJECT_USER).withUser("2").withMessage("not this one"));

        HttpResponse<String> response = send();
        assertThat(response.statusCode()).isEqualTo(207);
        JsonNode rejected = json(response).at("/results/1");
        assertThat(rejected.path("status").asText()).isEqualTo("rejected");
        assertThat(rejected.at("/error/code").asText()).isEqualTo("invalid");
        assertThat(rejected.at("/error/message").asText()).isEqualTo("not this one");
        assertThat(platform.users("acme")).containsOnlyKeys("1", "3");
    }

    @Test
    void refusesEveryBatchWithAPoisonousUser() throws IOException {
        platform.fault(PlatformFault.always(Kind.POISON).withUser("2").withStatus(400));

        assertThat(send().statusCode()).isEqualTo(400);
        assertThat(client.send("k2", batch(upsert("2", "Alan"))).statusCode()).isEqualTo(400);
        assertThat(client.send("k3", batch(upsert("1", "Ada"))).statusCode()).isEqualTo(200);
        assertThat(platform.users("acme")).containsOnlyKeys("1");
    }

    @Test
    void answersInAnotherOrder() throws IOException {
        platform.fault(PlatformFault.once(Kind.SHUFFLE_RESULTS));

        assertThat(results().findValuesAsText("sourceId")).containsExactly("3", "2", "1");
    }

    @Test
    void leavesAResultOut() throws IOException {
        platform.fault(PlatformFault.once(Kind.DROP_RESULT).withUser("2"));

        assertThat(results().findValuesAsText("sourceId")).containsExactlyInAnyOrder("1", "3");
        assertThat(platform.users("acme")).hasSize(3);
    }

    @Test
    void addsAResultNobodyAskedFor() throws IOException {
        platform.fault(PlatformFault.once(Kind.UNKNOWN_RESULT));

        assertThat(results().findValuesAsText("sourceId"))
                .containsExactlyInAnyOrder("1", "2", "3", "005000000000000AAA");
    }

    @Test
    void answersAPageForPeople() throws IOException {
        platform.fault(PlatformFault.once(Kind.GARBAGE));

        HttpResponse<String> response = send();
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/html");
        assertThat(platform.users("acme")).hasSize(3);
    }

    @Test
    void happensAtTheNthBatchAndSoManyTimes() throws IOException {
        platform.fault(PlatformFault.once(Kind.STATUS).withNth(2).withTimes(2));

        assertThat(send().statusCode()).isEqualTo(200);
        assertThat(send().statusCode()).isEqualTo(503);
        assertThat(send().statusCode()).isEqualTo(503);
        assertThat(send().statusCode()).isEqualTo(200);
    }

    @Test
    void countsABatchForEveryFault() throws IOException {
        platform.fault(PlatformFault.once(Kind.STATUS));
        platform.fault(PlatformFault.once(Kind.STATUS).withNth(2).withStatus(500));

        assertThat(send().statusCode()).isEqualTo(503);
        assertThat(send().statusCode()).isEqualTo(500);
        assertThat(send().statusCode()).isEqualTo(200);
    }

    @Test
    void endsWhenCleared() throws IOException {
        platform.fault(PlatformFault.always(Kind.STATUS));
        assertThat(send().statusCode()).isEqualTo(503);

        platform.clearFaults();
        assertThat(send().statusCode()).isEqualTo(200);
    }
}
