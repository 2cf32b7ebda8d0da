package io.connectors.salesforce.simulator.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    private final OrgSimulator org = OrgSimulator.start(OrgOptions.of(50, 1));
    private final OrgClient client = OrgClient.login(org);

    @AfterEach
    void stop() {
        org.close();
    }

    private static String errorCode(HttpResponse<String> response) {
        return OrgClient.json(response).at("/0/errorCode").asText();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/services/data", "/services/data/"})
    void listsTheVersionsToEverybodyAndForNothing(String path) {
        HttpResponse<String> response = new OrgClient(org).get(path);

        JsonNode versions = OrgClient.json(response);
        assertThat(versions.findValuesAsText("version"))
                .contains("31.0", "60.0")
                .doesNotHaveDuplicates();
        assertThat(versions.findValuesAsText("label")).contains("Spring '24", "Summer '26");
        assertThat(versions.at("/0/url").asText()).isEqualTo("/services/data/v31.0");
        assertThat(response.headers().firstValue("Sforce-Limit-Info")).isEmpty();
        assertThat(org.apiCalls()).isZero();
    }

    @Test
    void listsTheResourcesOfAVersion() {
        assertThat(OrgClient.json(client.get("/services/data/v60.0"))
                        .path("query")
                        .asText())
                .isEqualTo("/services/data/v60.0/query");
        assertThat(client.get("/services/data/v60.0/").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limits/", "sobjects/", "sobjects/User/describe/", "query/?q=SELECT+Id+FROM+User"})
    void toleratesATrailingSlash(String path) {
        assertThat(client.data(path).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/services/data/v60.0//limits",
                "/services/data//v60.0/limits",
                "/services/data/v60.0/query//0r8000000000001AAA",
                "/services/data/v60.0/nope",
                "/services/data/v60.0/sobjects/Nope/describe",
                "/services/data/v60.0/sobjects/User/nope",
                "/services/data/v99.0/limits",
                "/services/data/v60/limits",
                "/services/nope"
            })
    void knowsNoOtherAddress(String path) {
        assertThat(client.get(path).statusCode()).isEqualTo(404);
        assertThat(errorCode(client.get(path))).isEqualTo("NOT_FOUND");
    }

    @Test
    void hasRetiredTheOldVersions() {
        assertThat(client.get("/services/data/v30.0/limits").statusCode()).isEqualTo(410);
        assertThat(errorCode(client.get("/services/data/v21.0/limits"))).isEqualTo("UNSUPPORTED_API_VERSION");
        assertThat(client.get("/services/data/v31.0/limits").statusCode()).isEqualTo(200);
    }

    @Test
    void refusesALongAddressByAPageForPeople() {
        HttpResponse<String> response =
                client.queried("SELECT Id FROM User WHERE LastName = '" + "x".repeat(16_384) + "'");

        assertThat(response.statusCode()).isEqualTo(414);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
    }

    @Test
    void toleratesAGetThatAnnouncesContent() {
        assertThat(client.send(client.request("/services/data")
                                .header("Content-Type", "application/json")
                                .method("GET", BodyPublishers.ofByteArray(new byte[0])))
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.data("limits", "Content-Type", "application/json").statusCode())
                .isEqualTo(200);
    }

    @Test
    void onlyReads() {
        String token = OrgClient.json(client.token(OrgClient.PASSWORD_LOGIN))
                .path("access_token")
                .asText();
        HttpResponse<String> response = client.send(client.request("/services/data/v60.0/limits")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(errorCode(response)).isEqualTo("METHOD_NOT_ALLOWED");
    }

    @Test
    void answersTheAddressOfARecord() {
        String id = org.create(Map.of("LastName", "Hopper"));

        JsonNode record = OrgClient.json(client.data("sobjects/User/" + id));
        assertThat(record.path("LastName").asText()).isEqualTo("Hopper");
        assertThat(record.at("/attributes/type").asText()).isEqualTo("User");
        assertThat(OrgClient.json(client.data("sobjects/User/" + id + "?fields=Id,LastName")))
                .hasSize(3);
        assertThat(client.data("sobjects/User/005000000000000AAA").statusCode()).isEqualTo(404);
    }

    @Test
    void tellsWhoWasChangedWhen() {
        List<String> ids = client.column("SELECT Id FROM User ORDER BY Id");
        org.edit(ids.get(7), Map.of("Title", "New"));

        JsonNode updated = OrgClient.json(client.data(
                "sobjects/User/updated/?start=2026-05-31T00%3A00%3A00Z&end=2026-06-30T00%3A00%3A00%2B00%3A00"));
        assertThat(updated.path("ids")).hasSize(1);
        assertThat(updated.at("/ids/0").asText()).isEqualTo(ids.get(7));
        assertThat(updated.path("latestDateCovered").asText()).isEqualTo("2026-06-01T00:00:01.000+0000");
        assertThat(client.data("sobjects/User/updated?start=yesterday").statusCode())
                .isEqualTo(400);
        assertThat(client.data("sobjects/User/updated?start=2026-06-02T00:00:00Z&end=2026-06-01T00:00:00Z")
                        .statusCode())
                .isEqualTo(400);
    }
}
