package io.connectors.salesforce.simulator.org;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordShapeTest {
    private final OrgSimulator org = OrgSimulator.start(OrgOptions.of(50, 3));
    private final OrgClient client = OrgClient.login(org);

    @AfterEach
    void stop() {
        org.close();
    }

    private JsonNode first(String fields, String id) {
        return client.query("SELECT " + fields + " FROM User WHERE Id = '" + id + "'")
                .path("records")
                .path(0);
    }

    private String create(String field, Object value) {
        Map<String, Object> fields = new HashMap<>();
        fields.put(field, value);
        return org.create(fields);
    }

    @Test
    void writesTypeAndAddressOfEachRecord() {
        String id = org.create(Map.of("LastName", "Hopper"));

        assertThat(first("Id, LastName", id))
                .hasToString("{\"attributes\":{\"type\":\"User\",\"url\":\"/services/data/v60.0" + "/sobjects/User/"
                        + id + "\"},\"Id\":\"" + id + "\",\"LastName\":\"Hopper\"}");
    }

    @Test
    void nestsParents() {
        String manager = org.create(Map.of("Username", "boss@acme.example"));
        String id = org.create(Map.of("ManagerId", manager));

        JsonNode user = first("Manager.Username, Profile.Name, Profile.UserLicense.Name", id);
        assertThat(user.at("/Manager/attributes/url").asText()).endsWith("/sobjects/User/" + manager);
        assertThat(user.at("/Manager/Username").asText()).isEqualTo("boss@acme.example");
        assertThat(user.at("/Profile/attributes/type").asText()).isEqualTo("Profile");
        assertThat(user.at("/Profile/Name").asText()).isNotEmpty();
        assertThat(user.at("/Profile/UserLicense/attributes/type").asText()).isEqualTo("UserLicense");
        assertThat(user.at("/Profile/UserLicense/Name").asText()).isNotEmpty();
    }

    @Test
    void writesNullForAParentThatIsNotThere() {
        JsonNode user = first("Manager.Username, Manager.Profile.UserLicense.Name", create("ManagerId", null));

        assertThat(user.path("Manager").isNull()).isTrue();
    }

    @Test
    void writesNamesAsTheOrgSpellsThem() {
        JsonNode user = client.query("SELECT ID, lastname, MANAGER.username, userrole.NAME, UserRole.id"
                        + " FROM uSeR WHERE UserRoleId != null AND ManagerId != null LIMIT 1")
                .path("records")
                .path(0);

        assertThat(user.fieldNames())
                .toIterable()
                .containsExactly("attributes", "Id", "LastName", "Manager", "UserRole");
        assertThat(user.path("UserRole").fieldNames()).toIterable().containsExactly("attributes", "Name", "Id");
        assertThat(user.at("/Manager/Username").asText()).isNotEmpty();
    }

    @Test
    void writesTimesAsSalesforceDoes() {
        assertThat(first("CreatedDate", org.create(Map.of()))
                        .path("CreatedDate")
                        .asText())
                .matches("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.000\\+0000");
    }

    @Test
    void keepsEveryCharacter() {
        String text = "Łukasz \"李\" \\ / 😀\r\n\t\u0000 'x' \u2028";

        assertThat(first("Street", create("Street", text)).path("Street").asText())
                .isEqualTo(text);
    }

    @Test
    void putsTheAddressTogether() {
        String id = org.create(Map.of("Street", "1 Market St", "City", "San Francisco", "Country", "United States"));

        JsonNode address = first("Address", id).path("Address");
        assertThat(address.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "street", "city", "state", "postalCode", "country", "latitude", "longitude", "geocodeAccuracy");
        assertThat(address.path("street").asText()).isEqualTo("1 Market St");
        assertThat(address.path("latitude").isNull()).isTrue();
    }

    @Test
    void writesNullForAnAddressWithoutParts() {
        Map<String, Object> none = new HashMap<>();
        for (String part : new String[] {"Street", "City", "State", "PostalCode", "Country"}) {
            none.put(part, null);
        }

        assertThat(first("Address", org.create(none)).path("Address").isNull()).isTrue();
    }

    @Test
    void selectsGroupsOfFields() {
        JsonNode standard = first("FIELDS(STANDARD)", org.create(Map.of()));
        assertThat(standard.has("Username")).isTrue();
        assertThat(standard.has("CostCenter__c")).isFalse();

        org.hide("User", "Title", true);
        assertThat(first("FIELDS(STANDARD)", org.create(Map.of())).has("Title")).isFalse();
        assertThat(client.query("SELECT FIELDS(CUSTOM) FROM User LIMIT 1")
                        .at("/records/0")
                        .fieldNames())
                .toIterable()
                .containsExactly("attributes", "CostCenter__c", "Region__c");
    }

    @Test
    void refusesAFieldSelectedTwice() {
        assertThat(client.query("SELECT Id, Name, id FROM User")
                        .at("/0/message")
                        .asText())
                .isEqualTo("duplicate field selected: id");
    }

    @Test
    void refusesAnUnknownField() {
        JsonNode error = client.query("SELECT Id, Nope FROM User").path(0);

        assertThat(error.path("errorCode").asText()).isEqualTo("INVALID_FIELD");
        assertThat(error.path("message").asText())
                .contains("ERROR at Row:1:Column:12", "No such column 'Nope' on entity 'User'");
    }
}
