package io.connectors.salesforce.simulator.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueryPagesTest {
    private static final String ALL = "SELECT Id FROM User";

    private final OrgSimulator org = OrgSimulator.start(OrgOptions.of(4500, 1));
    private final OrgClient client = OrgClient.login(org);

    @AfterEach
    void stop() {
        org.close();
    }

    private static List<Integer> sizes(OrgClient client, JsonNode first) {
        List<Integer> sizes = new ArrayList<>();
        JsonNode page = first;
        while (true) {
            sizes.add(page.path("records").size());
            if (!page.has("nextRecordsUrl")) {
                return sizes;
            }
            page = OrgClient.json(client.get(page.path("nextRecordsUrl").asText()));
        }
    }

    private JsonNode page(String batchSize) {
        return OrgClient.json(client.queried(ALL, "Sforce-Query-Options", batchSize));
    }

    private static String errorCode(JsonNode answer) {
        return answer.at("/0/errorCode").asText();
    }

    @Test
    void answersTwoThousandRowsAPage() {
        assertThat(sizes(client, client.query(ALL))).containsExactly(2000, 2000, 500);
        assertThat(client.column(ALL)).hasSize(4500).doesNotHaveDuplicates();
    }

    @Test
    void announcesTheTotalOfTheWholeQueryOnEveryPage() {
        JsonNode first = client.query(ALL);
        JsonNode second = OrgClient.json(client.get(first.path("nextRecordsUrl").asText()));

        assertThat(first.path("totalSize").asInt()).isEqualTo(4500);
        assertThat(second.path("totalSize").asInt()).isEqualTo(4500);
        assertThat(first.path("done").asBoolean()).isFalse();
    }

    @Test
    void countsTheLimitIntoTheTotal() {
        assertThat(client.query(ALL + " LIMIT 10").path("totalSize").asInt()).isEqualTo(10);
        assertThat(client.query("SELECT COUNT() FROM User"))
                .hasToString("{\"totalSize\":4500,\"done\":true,\"records\":[]}");
    }

    @Test
    void namesTheNextPageByAPathWithAnOpaqueLocator() {
        assertThat(client.query(ALL).path("nextRecordsUrl").asText())
                .matches("/services/data/v60\\.0/query/0r8\\w{15}");
        assertThat(client.query(ALL + " LIMIT 1").has("nextRecordsUrl")).isFalse();
    }

    @Test
    void honoursTheBatchSizeWithinItsBounds() {
        assertThat(sizes(client, page("batchSize=1500"))).containsExactly(1500, 1500, 1500);
        assertThat(page("batchSize=10").path("records")).hasSize(200);
        assertThat(page("batchSize=9000").path("records")).hasSize(2000);
    }

    @Test
    void makesEverySecondPageSmallerOnDemand() {
        org.shrinkPages(300);

        assertThat(sizes(client, client.query(ALL))).containsExactly(2000, 300, 2000, 200);
    }

    @Test
    void answersAPageAgain() {
        String next = client.query(ALL).path("nextRecordsUrl").asText();

        assertThat(client.get(next).body()).contains("\"records\":[{");
        assertThat(OrgClient.json(client.get(next)).path("records")).hasSize(2000);
    }

    @Test
    void refusesALocatorUsedTwiceWhereItIsForOneUse() {
        org.singleUseLocators(true);
        String next = client.query(ALL).path("nextRecordsUrl").asText();

        assertThat(client.get(next).statusCode()).isEqualTo(200);
        assertThat(client.get(next).statusCode()).isEqualTo(400);
        assertThat(errorCode(OrgClient.json(client.get(next)))).isEqualTo("INVALID_QUERY_LOCATOR");
    }

    @Test
    void refusesAnExpiredLocator() {
        String next = client.query(ALL).path("nextRecordsUrl").asText();
        org.expireLocators();

        assertThat(client.get(next).statusCode()).isEqualTo(400);
        assertThat(errorCode(OrgClient.json(client.get(next)))).isEqualTo("INVALID_QUERY_LOCATOR");
    }

    @Test
    void keepsTheRowsOfAQueryButNotTheirFields() {
        JsonNode first = client.query("SELECT Id, Title FROM User ORDER BY Id");
        String later = client.column(ALL).get(2000);
        org.edit(later, Map.of("Title", "Changed meanwhile"));
        org.create(Map.of());

        JsonNode second = OrgClient.json(client.get(first.path("nextRecordsUrl").asText()));
        assertThat(second.path("totalSize").asInt()).isEqualTo(4500);
        assertThat(second.at("/records/0/Title").asText()).isEqualTo("Changed meanwhile");
    }

    @Test
    void understandsBothSpellingsOfASpace() {
        assertThat(client.data("query?q=SELECT+Id+FROM+User+LIMIT+1").statusCode())
                .isEqualTo(200);
        assertThat(client.data("query/?q=SELECT%20Id%20FROM%20User%20LIMIT%201").statusCode())
                .isEqualTo(200);
        assertThat(client.data("queryAll?q=SELECT+Id+FROM+User+LIMIT+1").statusCode())
                .isEqualTo(200);
    }

    @Test
    void takesAnEncodedPlusForAPlus() {
        String id = org.create(Map.of("Title", "C++"));

        assertThat(client.column("SELECT Id FROM User WHERE Title = 'C++'")).containsExactly(id);
        assertThat(client.query("SELECT COUNT() FROM User WHERE CreatedDate > 2022-01-01T00:00:00+01:00")
                        .path("totalSize")
                        .asInt())
                .isPositive();
    }

    @Test
    void refusesWhatIsNoQuery() {
        assertThat(errorCode(OrgClient.json(client.data("query")))).isEqualTo("MALFORMED_QUERY");
        assertThat(errorCode(client.query("SELECT Id FROM User WHERE"))).isEqualTo("MALFORMED_QUERY");
        assertThat(client.queried("SELECT Id FROM Nope").statusCode()).isEqualTo(400);
        assertThat(errorCode(client.query("SELECT Id FROM Nope"))).isEqualTo("INVALID_TYPE");
    }

    @Test
    void readsTheOtherObjects() {
        assertThat(client.query("SELECT Id, UserId, IsFrozen FROM UserLogin WHERE IsFrozen = true LIMIT 1")
                        .at("/records/0/UserId")
                        .asText())
                .startsWith("005");
        JsonNode assignment = client.query("SELECT AssigneeId, Assignee.Username, PermissionSet.Name"
                        + " FROM PermissionSetAssignment WHERE PermissionSet.IsOwnedByProfile = false LIMIT 1")
                .at("/records/0");
        assertThat(assignment.path("AssigneeId").asText()).startsWith("005");
        assertThat(assignment.at("/Assignee/Username").asText()).isNotEmpty();
        assertThat(assignment.at("/PermissionSet/Name").asText()).isNotEmpty();
        assertThat(client.query(
                                "SELECT COUNT() FROM PermissionSetAssignment WHERE PermissionSet.IsOwnedByProfile = true")
                        .path("totalSize")
                        .asInt())
                .isEqualTo(4500);
    }
}
