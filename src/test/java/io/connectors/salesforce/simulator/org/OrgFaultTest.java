package io.connectors.salesforce.simulator.org;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.connectors.salesforce.simulator.org.OrgFault.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrgFaultTest {
    private static final String QUERY = "SELECT Id, Name FROM User ORDER BY Id";

    private final OrgSimulator org = OrgSimulator.start(OrgOptions.of(500, 1));
    private final OrgClient client = OrgClient.login(org);

    @AfterEach
    void stop() {
        org.close();
    }

    private HttpResponse<String> first() {
        return client.queried(QUERY, "Sforce-Query-Options", "batchSize=200");
    }

    /** The second page of three. */
    private HttpResponse<String> second() {
        return client.get(OrgClient.json(first()).path("nextRecordsUrl").asText());
    }

    private static List<String> ids(JsonNode page) {
        return page.path("records").findValuesAsText("Id");
    }

    private List<String> everybody() {
        return client.column(QUERY);
    }

    private void onSecondPage(Kind kind) {
        org.fault(OrgFault.on(kind, "/query/0r8", 1));
    }

    @ParameterizedTest
    @CsvSource({"400, QUERY_TIMEOUT", "403, REQUEST_LIMIT_EXCEEDED", "500, UNKNOWN_EXCEPTION", "503, SERVER_UNAVAILABLE"
    })
    void answersAStatus(int status, String code) {
        org.fault(OrgFault.on(Kind.STATUS, null, 1).withStatus(status, code, "as asked"));

        HttpResponse<String> response = first();
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).contains("\"errorCode\":\"" + code + "\"", "\"message\":\"as asked\"");
        assertThat(first().statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {420, 431, 502})
    void answersAPageForPeopleWhereSalesforceDoes(int status) {
        org.fault(OrgFault.on(Kind.STATUS, null, 1).withStatus(status, null, null));

        HttpResponse<String> response = first();
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).contains("<h1>Bad Message " + status + "</h1>");
    }

    @Test
    void answersNothingWith406() {
        org.fault(OrgFault.on(Kind.STATUS, null, 1).withStatus(406, null, null));

        assertThat(first()).satisfies(response -> {
            assertThat(response.statusCode()).isEqualTo(406);
            assertThat(response.body()).isEmpty();
        });
    }

    @Test
    void waitsBeforeTheFirstByte() {
        org.fault(OrgFault.on(Kind.SLOW, null, 1).withDelayMs(300));

        long start = System.nanoTime();
        assertThat(first().statusCode()).isEqualTo(200);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(300_000_000L);
    }

    @ParameterizedTest
    @EnumSource(names = {"STALL", "RESET", "TRUNCATE"})
    void breaksTheConnectionInTheMiddle(Kind kind) {
        onSecondPage(kind);

        assertThatThrownBy(this::second).isInstanceOf(OrgClient.BrokenConnection.class);
        assertThat(second().statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(names = {"RESET", "TRUNCATE"})
    void breaksACompressedAnswerToo(Kind kind) {
        org.fault(OrgFault.on(kind, "/query?", 1));

        assertThatThrownBy(() ->
                        client.bytes("/services/data/v60.0/query?q=SELECT+Id+FROM+User", "Accept-Encoding", "gzip"))
                .isInstanceOf(OrgClient.BrokenConnection.class);
    }

    @Test
    void cutsTheJsonButNotTheAnswer() {
        String whole = second().body();
        onSecondPage(Kind.CUT_JSON);

        HttpResponse<String> cut = second();
        assertThat(cut.statusCode()).isEqualTo(200);
        assertThat(cut.body()).hasSizeBetween(100, whole.length() - 100).doesNotEndWith("]}");
    }

    @Test
    void cutsTheJsonInsideAWholeGzip() throws IOException {
        org.fault(OrgFault.on(Kind.CUT_JSON, "/query?", 1));

        byte[] body = client.bytes("/services/data/v60.0/query?q=SELECT+Id+FROM+User", "Accept-Encoding", "gzip")
                .body();
        assertThat(new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes())
                .asString()
                .startsWith("{\"totalSize\":500")
                .doesNotEndWith("]}");
    }

    @Test
    void answersEmptyOrForPeopleWithASuccess() {
        onSecondPage(Kind.EMPTY);
        assertThat(second()).satisfies(response -> {
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEmpty();
        });

        onSecondPage(Kind.HTML);
        assertThat(second()).satisfies(response -> {
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).startsWith("<html>");
        });
    }

    @Test
    void losesOneRecord() {
        onSecondPage(Kind.DROP_RECORD);

        JsonNode page = OrgClient.json(second());
        assertThat(ids(page)).isEqualTo(everybody().subList(200, 399));
        assertThat(page.path("totalSize").asInt()).isEqualTo(500);
    }

    @Test
    void losesAPage() {
        onSecondPage(Kind.DROP_PAGE);

        JsonNode page = OrgClient.json(second());
        assertThat(page.path("records")).isEmpty();
        assertThat(page.path("done").asBoolean()).isFalse();
        assertThat(ids(OrgClient.json(client.get(page.path("nextRecordsUrl").asText()))))
                .isEqualTo(everybody().subList(400, 500));
    }

    @Test
    void saysTooEarlyThatItIsDone() {
        onSecondPage(Kind.FLIP_DONE);

        JsonNode page = OrgClient.json(second());
        assertThat(page.path("done").asBoolean()).isTrue();
        assertThat(page.has("nextRecordsUrl")).isFalse();
        assertThat(page.path("records")).hasSize(200);
    }

    @Test
    void namesNoNextPageAlthoughNotDone() {
        onSecondPage(Kind.DROP_NEXT);

        JsonNode page = OrgClient.json(second());
        assertThat(page.path("done").asBoolean()).isFalse();
        assertThat(page.has("nextRecordsUrl")).isFalse();
    }

    @Test
    void repeatsThePageBeforeInsteadOfTheNext() {
        onSecondPage(Kind.REPEAT_PAGE);

        JsonNode page = OrgClient.json(second());
        assertThat(ids(page)).isEqualTo(everybody().subList(0, 200));
        assertThat(ids(OrgClient.json(client.get(page.path("nextRecordsUrl").asText()))))
                .isEqualTo(everybody().subList(400, 500));
    }

    @Test
    void repeatsARecord() {
        onSecondPage(Kind.DUPLICATE_RECORD);

        assertThat(ids(OrgClient.json(second())))
                .hasSize(201)
                .startsWith(everybody().get(200), everybody().get(200));
    }

    @Test
    void announcesAnotherTotal() {
        onSecondPage(Kind.TOTAL_SIZE);

        assertThat(OrgClient.json(second()).path("totalSize").asInt()).isEqualTo(501);
    }

    @Test
    void leadsElsewhere() {
        org.fault(OrgFault.on(Kind.NEXT_URL, "/query?", 1).withUrl("https://evil.example/next"));
        assertThat(OrgClient.json(first()).path("nextRecordsUrl").asText()).isEqualTo("https://evil.example/next");

        org.fault(OrgFault.on(Kind.REDIRECT, "/query?", 1).withUrl("https://evil.example/"));
        HttpResponse<String> redirect = first();
        assertThat(redirect.statusCode()).isEqualTo(302);
        assertThat(redirect.headers().firstValue("Location")).contains("https://evil.example/");
    }

    @Test
    void happensAtTheNthRequestAndSoManyTimes() {
        org.fault(OrgFault.on(Kind.STATUS, "/limits", 2).withTimes(2));

        assertThat(client.data("limits").statusCode()).isEqualTo(200);
        assertThat(client.data("sobjects").statusCode()).isEqualTo(200);
        assertThat(client.data("limits").statusCode()).isEqualTo(503);
        assertThat(client.data("limits").statusCode()).isEqualTo(503);
        assertThat(client.data("limits").statusCode()).isEqualTo(200);
    }

    @Test
    void countsARequestForEveryFaultThatMatchesIt() {
        org.fault(OrgFault.on(Kind.STATUS, "/limits", 1));
        org.fault(OrgFault.on(Kind.STATUS, "/limits", 2).withStatus(500, "SECOND", "second"));

        assertThat(client.data("limits").statusCode()).isEqualTo(503);
        assertThat(client.data("limits").statusCode()).isEqualTo(500);
        assertThat(client.data("limits").statusCode()).isEqualTo(200);
    }

    @Test
    void goesOnForEverUntilCleared() {
        org.fault(OrgFault.on(Kind.STATUS, null, 1).forEver());
        assertThat(client.data("limits").statusCode()).isEqualTo(503);
        assertThat(client.data("sobjects").statusCode()).isEqualTo(503);
        assertThat(client.token(OrgClient.PASSWORD_LOGIN).statusCode()).isEqualTo(200);

        org.clearFaults();
        assertThat(client.data("limits").statusCode()).isEqualTo(200);
    }
}
