package io.connectors.salesforce.simulator.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DescribeTest {
    private final OrgSimulator org = OrgSimulator.start(OrgOptions.of(10, 1));
    private final OrgClient client = OrgClient.login(org);

    @AfterEach
    void stop() {
        org.close();
    }

    private JsonNode field(String name) {
        JsonNode fields = OrgClient.json(client.data("sobjects/User/describe")).path("fields");
        return StreamSupport.stream(fields.spliterator(), false)
                .filter(field -> field.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Iterable<String> names() {
        return OrgClient.json(client.data("sobjects/User/describe"))
                .path("fields")
                .findValuesAsText("name");
    }

    @Test
    void tellsTypeAndLengthOfAField() {
        assertThat(field("Username").path("type").asText()).isEqualTo("string");
        assertThat(field("Username").path("length").asInt()).isEqualTo(80);
        assertThat(field("IsActive").path("type").asText()).isEqualTo("boolean");
        assertThat(field("CostCenter__c").path("custom").asBoolean()).isTrue();
        assertThat(field("Address").path("filterable").asBoolean()).isFalse();
    }

    @Test
    void tellsWhereALookUpLeads() {
        assertThat(field("ManagerId").path("relationshipName").asText()).isEqualTo("Manager");
        assertThat(field("ManagerId").at("/referenceTo/0").asText()).isEqualTo("User");
        assertThat(field("Username").path("relationshipName").isNull()).isTrue();
    }

    @Test
    void namesEveryFieldThatCanBeSelected() {
        assertThat(client.queried("SELECT " + String.join(",", names()) + " FROM User")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void leavesHiddenFieldsOutAndRefusesThem() {
        org.hide("User", "Department", true);
        assertThat(names()).doesNotContain("Department").contains("Division");
        assertThat(client.query("SELECT Department FROM User")
                        .at("/0/errorCode")
                        .asText())
                .isEqualTo("INVALID_FIELD");

        org.hide("User", "Department", false);
        assertThat(names()).contains("Department");
    }

    @Test
    void leavesHiddenObjectsOutAndRefusesThem() {
        org.hide("UserLogin", null, true);

        assertThat(OrgClient.json(client.data("sobjects")).findValuesAsText("name"))
                .contains("User", "Profile")
                .doesNotContain("UserLogin");
        assertThat(client.data("sobjects/UserLogin/describe").statusCode()).isEqualTo(404);
        assertThat(client.query("SELECT Id FROM UserLogin").at("/0/errorCode").asText())
                .isEqualTo("INVALID_TYPE");
    }
}
