package io.connectors.salesforce.simulator.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenTest {
    private static final String CLIENT = "&client_id=demo-key&client_secret=demo-secret";

    private final OrgSimulator org = OrgSimulator.start(OrgOptions.of(10, 1));
    private final OrgClient client = new OrgClient(org);

    @AfterEach
    void stop() {
        org.close();
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void answersWhatSalesforceAnswers() {
        HttpResponse<String> response = client.token("format=json&grant_type=client_credentials" + CLIENT);
        JsonNode login = OrgClient.json(response);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(login.path("access_token").asText()).startsWith("00D5g000000AbCd!");
        assertThat(login.path("instance_url").asText()).isEqualTo(org.url());
        assertThat(login.path("id").asText()).matches("http://[^/]+/id/00D\\w{15}/005\\w{15}");
        assertThat(login.path("token_type").asText()).isEqualTo("Bearer");
        assertThat(login.path("issued_at").isTextual()).isTrue();
        assertThat(login.path("issued_at").asText()).matches("\\d{13}");
        assertThat(Base64.getDecoder().decode(login.path("signature").asText())).hasSize(32);
        assertThat(login.has("expires_in")).isFalse();
        assertThat(login.has("refresh_token")).isFalse();
    }

    @Test
    void takesClientCredentialsByBasicToo() {
        assertThat(client.token("grant_type=client_credentials", "Authorization", basic("demo-key:demo-secret"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.token("grant_type=client_credentials", "Authorization", basic("demo-key:wrong"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(client.token("grant_type=client_credentials", "Authorization", "Basic ~~~")
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"demo-password, 200", "demo-passworddemo-token, 200", "demo-passwordx, 400", "demo-token, 400"})
    void takesThePasswordWithOrWithoutTheSecurityToken(String password, int status) {
        HttpResponse<String> response =
                client.token("grant_type=password&username=sync%40example.com&password=" + password + CLIENT);

        assertThat(response.statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "grant_type=password&username=else@example.com&password=demo-password&client_id=demo-key&client_secret=demo-secret,"
                + " invalid_grant, authentication failure",
        "grant_type=client_credentials&client_id=else&client_secret=demo-secret, invalid_client_id,"
                + " client identifier invalid",
        "grant_type=client_credentials&client_id=demo-key&client_secret=else, invalid_client, invalid client credentials",
        "grant_type=refresh_token&refresh_token=x&client_id=demo-key&client_secret=demo-secret, invalid_grant,"
                + " expired access/refresh token",
        "grant_type=device&client_id=demo-key&client_secret=demo-secret, unsupported_grant_type, grant type not supported",
        "client_id=demo-key, invalid_request, grant type is missing"
    })
    void refusesByAnOauthError(String form, String error, String description) {
        HttpResponse<String> response = client.token(form);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(OrgClient.json(response).path("error").asText()).isEqualTo(error);
        assertThat(OrgClient.json(response).path("error_description").asText()).isEqualTo(description);
        assertThat(org.refusedLogins()).isOne();
        assertThat(org.logins()).isZero();
    }

    @Test
    void refreshesALogin() {
        assertThat(client.token("grant_type=refresh_token&refresh_token=demo-refresh-token" + CLIENT)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesThePasswordFlowWhereTheOrgForbidsIt() {
        org.passwordFlow(false);

        assertThat(OrgClient.json(client.token(OrgClient.PASSWORD_LOGIN))
                        .path("error")
                        .asText())
                .isEqualTo("invalid_grant");
        assertThat(client.token("grant_type=client_credentials" + CLIENT).statusCode())
                .isEqualTo(200);
    }

    @Test
    void sendsToAnotherInstanceAndOrgOnDemand() {
        org.instanceUrl("https://na1.example");
        org.orgId("00D000000000001AAA");

        JsonNode login = OrgClient.json(client.token(OrgClient.PASSWORD_LOGIN));
        assertThat(login.path("instance_url").asText()).isEqualTo("https://na1.example");
        assertThat(login.path("id").asText()).contains("/id/00D000000000001AAA/");
        assertThat(login.path("access_token").asText()).startsWith("00D000000000001!");
    }

    @Test
    void answersAFaultAtTheTokenEndpointAsOauthDoes() {
        org.fault(OrgFault.on(OrgFault.Kind.STATUS, "/oauth2/token", 1).withStatus(400, "inactive_user", "user off"));

        HttpResponse<String> response = client.token(OrgClient.PASSWORD_LOGIN);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(OrgClient.json(response).path("error").asText()).isEqualTo("inactive_user");
    }

    @Test
    void tellsWhoATokenIsFor() {
        JsonNode login = OrgClient.json(client.token(OrgClient.PASSWORD_LOGIN));
        String path = login.path("id").asText().substring(org.url().length());
        String token = login.path("access_token").asText();

        JsonNode identity = OrgClient.json(client.get(path, "Authorization", "Bearer " + token));
        assertThat(identity.path("organization_id").asText()).isEqualTo("00D5g000000AbCdEAK");
        assertThat(identity.path("username").asText()).isEqualTo("sync@example.com");
        assertThat(client.get(path + "?oauth_token=" + token).statusCode()).isEqualTo(200);
        assertThat(client.get(path).statusCode()).isEqualTo(403);
    }
}
