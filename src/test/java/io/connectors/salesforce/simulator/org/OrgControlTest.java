package io.connectors.salesforce.simulator.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Everything a test outside Java can do to the org. */
class OrgControlTest {
    private final OrgSimulator org = OrgSimulator.start(OrgOptions.of(300, 1));
    private final OrgClient client = OrgClient.login(org);

    @AfterEach
    void stop() {
        org.close();
    }

    private int total(String condition) {
        return client.query("SELECT COUNT() FROM User WHERE " + condition)
                .path("totalSize")
                .asInt();
    }

    @Test
    void createsAndEditsAUser() {
        String id =
                client.control("users", "{\"LastName\":\"Hopper\"}").path("id").asText();
        client.control("users/" + id, "{\"Title\":\"Rear admiral\",\"frozen\":true}");

        JsonNode user = OrgClient.json(client.control("GET", "users/" + id, ""));
        assertThat(user.path("LastName").asText()).isEqualTo("Hopper");
        assertThat(user.path("Title").asText()).isEqualTo("Rear admiral");
        assertThat(client.column("SELECT UserId FROM UserLogin WHERE IsFrozen = true"))
                .contains(id);
        assertThat(client.column("SELECT Id FROM User ORDER BY SystemModstamp DESC LIMIT 1"))
                .containsExactly(id);
    }

    @Test
    void hidesAndShowsAUser() {
        String id = client.column("SELECT Id FROM User LIMIT 1").get(0);

        client.control("users/" + id + "/hide", "");
        assertThat(total("Id = '" + id + "'")).isZero();
        client.control("users/" + id + "/show", "");
        assertThat(total("Id = '" + id + "'")).isOne();
    }

    @Test
    void hidesAndShowsAField() {
        client.control("fields", "{\"field\":\"Department\"}");
        assertThat(client.queried("SELECT Department FROM User").statusCode()).isEqualTo(400);

        client.control("fields", "{\"object\":\"User\",\"field\":\"Department\",\"hidden\":false}");
        assertThat(client.queried("SELECT Department FROM User").statusCode()).isEqualTo(200);
    }

    @Test
    void renamesAProfileWithoutTouchingItsUsers() {
        String newest = client.column("SELECT SystemModstamp FROM User ORDER BY SystemModstamp DESC LIMIT 1")
                .get(0);
        int sellers = total("Profile.Name = 'Sales User'");

        client.control("profiles", "{\"from\":\"Sales User\",\"to\":\"Seller\"}");

        assertThat(total("Profile.Name = 'Seller'")).isEqualTo(sellers).isPositive();
        assertThat(total("SystemModstamp > " + newest)).isZero();
        assertThat(client.control("POST", "profiles", "{\"from\":\"Nope\",\"to\":\"x\"}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void letsTheOrgEvolve() {
        int active = total("IsActive = true");

        JsonNode evolution = client.control("evolve", "{\"joins\":4,\"moves\":3,\"leaves\":2,\"seed\":5}");

        assertThat(evolution.path("joined")).hasSize(4);
        assertThat(evolution.path("moved")).hasSize(3);
        assertThat(evolution.path("left")).hasSize(2);
        assertThat(total("IsActive = true")).isEqualTo(active + 2);
        assertThat(total("Department LIKE 'Department of %'")).isEqualTo(3);
        assertThat(total("Id = '" + evolution.at("/left/0").asText() + "' AND IsActive = false"))
                .isOne();
    }

    @Test
    void injectsAndClearsFaults() {
        client.control("faults", "{\"kind\":\"status\",\"match\":\"limits\",\"times\":-1}");
        assertThat(client.data("limits").statusCode()).isEqualTo(503);

        client.control("DELETE", "faults", "");
        assertThat(client.data("limits").statusCode()).isEqualTo(200);

        client.control("faults", "{\"kind\":\"drop-record\",\"match\":\"/query\"}");
        assertThat(client.query("SELECT Id FROM User").path("records")).hasSize(299);
    }

    @ParameterizedTest
    @CsvSource({"passwordFlow, false, 400", "neverValid, true, 200"})
    void changesLogins(String setting, boolean value, int status) {
        client.control("org", "{\"" + setting + "\":" + value + "}");

        assertThat(client.token(OrgClient.PASSWORD_LOGIN).statusCode()).isEqualTo(status);
    }

    @Test
    void changesTheOtherSettings() {
        client.control(
                "org", "{\"orgId\":\"00D000000000001AAA\",\"instanceUrl\":\"https://na1.example\",\"apiRequests\":7}");
        JsonNode login = OrgClient.json(client.token(OrgClient.PASSWORD_LOGIN));
        assertThat(login.path("id").asText()).contains("00D000000000001AAA");
        assertThat(login.path("instance_url").asText()).isEqualTo("https://na1.example");
        assertThat(client.data("limits").headers().firstValue("Sforce-Limit-Info"))
                .contains("api-usage=1/7");

        client.control("org", "{\"instanceUrl\":null,\"limitsRefused\":true,\"sharingPrivate\":true}");
        assertThat(OrgClient.json(client.token(OrgClient.PASSWORD_LOGIN))
                        .path("instance_url")
                        .asText())
                .isEqualTo(org.url());
        assertThat(client.data("limits").statusCode()).isEqualTo(403);
        assertThat(total("Id != null")).isOne();
    }

    @Test
    void expiresTokensAndPlaces() {
        String next = OrgClient.json(client.queried("SELECT Id FROM User", "Sforce-Query-Options", "batchSize=200"))
                .path("nextRecordsUrl")
                .asText();
        client.control("org", "{\"expireTokens\":true}");
        assertThat(client.get(next).statusCode()).isEqualTo(401);

        client.login();
        client.control("org", "{\"expireLocators\":true}");
        assertThat(client.get(next).statusCode()).isEqualTo(400);
    }

    @Test
    void shrinksPagesAndLimitsTheirUse() {
        client.control("org", "{\"shrinkPages\":50,\"singleUseLocators\":true}");
        String next = OrgClient.json(client.queried("SELECT Id FROM User", "Sforce-Query-Options", "batchSize=200"))
                .path("nextRecordsUrl")
                .asText();

        assertThat(OrgClient.json(client.get(next)).path("records")).hasSize(50);
        assertThat(client.get(next).statusCode()).isEqualTo(400);
    }

    @Test
    void tellsWhatItWasAsked() {
        client.data("limits");

        JsonNode requests = OrgClient.json(client.control("GET", "requests", ""));
        assertThat(requests.path("logins").asInt()).isOne();
        assertThat(requests.path("apiCalls").asInt()).isOne();
        assertThat(requests.path("requests").toString())
                .isEqualTo("[\"POST /services/oauth2/token\",\"GET /services/data/v60.0/limits\"]");
    }

    @ParameterizedTest
    @CsvSource({
        "nope, {}, 404",
        "users/005000000000000AAA, {}, 404",
        "faults, '{\"kind\":\"nope\"}', 400",
        "faults, '{}', 400",
        "faults, '{\"kind\":\"slow\",\"delay\":5}', 400"
    })
    void refusesWhatItDoesNotKnow(String path, String body, int status) {
        HttpResponse<String> response = client.control("POST", path, body);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(OrgClient.json(response).at("/0/message").asText()).isNotEmpty();
    }
}
