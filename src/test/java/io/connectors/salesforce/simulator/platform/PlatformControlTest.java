package io.connectors.salesforce.simulator.platform;

import static io.connectors.salesforce.simulator.platform.PlatformClient.batch;
import static io.connectors.salesforce.simulator.platform.PlatformClient.json;
import static io.connectors.salesforce.simulator.platform.PlatformClient.upsert;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens, and what a test outside Java can do. */
class PlatformControlTest {
    private static final String FORM =
            "grant_type=client_credentials&client_id=demo-client&client_secret=demo-client-secret";

    private final PlatformSimulator platform = PlatformSimulator.start(PlatformOptions.free());
    private final PlatformClient client = new PlatformClient(platform);

    @AfterEach
    void stop() {
        platform.close();
    }

    private HttpResponse<String> token(String form, String... headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(platform.tokenUrl()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
        return client.send(headers.length == 0 ? request : request.headers(headers));
    }

    private int sent(String key, String token) throws IOException {
        return client.send(client.request(key)
                        .setHeader("Authorization", token)
                        .POST(BodyPublishers.ofString(batch(upsert("1", "Ada")))))
                .statusCode();
    }

    @Test
    void handsOutTokensForClientCredentials() throws IOException {
        String token = json(token(FORM)).path("access_token").asText();

        assertThat(sent("k1", "Bearer " + token)).isEqualTo(200);
    }

    @Test
    void takesClientCredentialsByBasicToo() throws IOException {
        String pair =
                Base64.getEncoder().encodeToString("demo-client:demo-client-secret".getBytes(StandardCharsets.UTF_8));

        assertThat(token("grant_type=client_credentials", "Authorization", "Basic " + pair)
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "grant_type=password&client_id=demo-client&client_secret=demo-client-secret",
                "grant_type=client_credentials&client_id=demo-client&client_secret=demo-client-secretx",
                "grant_type=client_credentials&client_id=else&client_secret=demo-client-secret"
            })
    void refusesEverybodyElse(String form) throws IOException {
        assertThat(token(form).statusCode()).isEqualTo(400);
        assertThat(json(token(form)).path("error").asText()).isEqualTo("invalid_client");
    }

    @Test
    void refusesABatchWithoutAValidToken() throws IOException {
        assertThat(sent("k1", "Bearer nope")).isEqualTo(401);
        assertThat(sent("k1", "Basic nope")).isEqualTo(401);
        platform.expireTokens();
        assertThat(sent("k1", PlatformClient.TOKEN)).isEqualTo(401);
        assertThat(platform.history()).isEmpty();
    }

    @Test
    void showsUsersAndHistory() throws IOException {
        client.send("k1", batch(upsert("1", "Ada")));

        assertThat(json(client.control("GET", "users/acme", ""))
                        .at("/1/User/FirstName")
                        .asText())
                .isEqualTo("Ada");
        assertThat(json(client.control("GET", "history", "")).at("/0/key").asText())
                .isEqualTo("k1");
    }

    @Test
    void injectsAndClearsFaults() throws IOException {
        client.control("POST", "faults", "{\"kind\":\"apply-then-status\",\"times\":-1}");
        assertThat(client.send("k1", batch(upsert("1", "Ada"))).statusCode()).isEqualTo(503);

        client.control("DELETE", "faults", "");
        assertThat(client.send("k1", batch(upsert("1", "Ada"))).statusCode()).isEqualTo(200);
        assertThat(client.control("POST", "faults", "{\"kind\":\"nope\"}").statusCode())
                .isEqualTo(400);
        assertThat(client.control("POST", "nope", "").statusCode()).isEqualTo(404);
    }

    @Test
    void forgetsEverythingOnReset() throws IOException {
        client.send("k1", batch(upsert("1", "Ada")));
        client.control("POST", "reset", "");

        assertThat(platform.users("acme")).isEmpty();
        assertThat(platform.history()).isEmpty();
        assertThat(client.send("k1", batch(upsert("1", "Alan"))).statusCode()).isEqualTo(200);
    }
}
