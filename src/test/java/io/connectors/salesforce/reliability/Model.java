package io.connectors.salesforce.reliability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.connectors.salesforce.server.Installation;
import io.connectors.salesforce.simulator.org.OrgSimulator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The platform as it has to be: who is selected, and each one's document. */
final class Model {
    /** The mappings a connector may have; {@link #document} says what each means. */
    static final List<String> MAPPINGS = List.of(
            Installation.MAPPING,
            Installation.MAPPING.replace("User.Region,Region__c,,", "User.Region,Region__c,uppercase,"),
            Installation.MAPPING.replace("User.Department,Department,", "User.Department,Division,"));

    private static final Set<Object> NOT_PEOPLE = Set.of("Guest", "AutomatedProcess", "CloudIntegrationUser");

    private final OrgSimulator org;
    private final boolean frozenToo;
    private final Map<String, String> profiles = new TreeMap<>();
    private int mapping;

    /** @param frozenToo whether frozen users are selected */
    Model(OrgSimulator org, boolean frozenToo) {
        this.org = org;
        this.frozenToo = frozenToo;
        Set<String> ids = users().stream()
                .map(id -> (String) org.user(id).get("ProfileId"))
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> names =
                List.of("Standard User", "System Administrator", "Sales User", "Read Only", "Minimum Access");
        for (String id : ids) {
            profiles.put(id, names.get(profiles.size()));
        }
    }

    List<String> users() {
        return org.ids(user -> true);
    }

    void use(int number) {
        mapping = number;
    }

    /** Names of profiles, in the order of their Ids. */
    List<String> profiles() {
        return new ArrayList<>(profiles.values());
    }

    void renameProfile(String from, String to) {
        org.renameProfile(from, to);
        profiles.replaceAll((id, name) -> name.equals(from) ? to : name);
    }

    /** The users selected, visible or not. */
    Set<String> selected() {
        return Set.copyOf(org.ids(user -> Boolean.TRUE.equals(user.get("IsActive"))
                && !NOT_PEOPLE.contains(user.get("UserType"))
                && (frozenToo || !org.frozen((String) user.get("Id")))));
    }

    /** The platform after a clean run. */
    Map<String, JsonNode> platform() {
        Map<String, JsonNode> users = new HashMap<>();
        selected().forEach(id -> users.put(id, document(org.user(id))));
        return users;
    }

    private JsonNode document(Map<String, Object> user) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("Department", trimmed(user.get(mapping == 2 ? "Division" : "Department")));
        document.put("Login", user.get("Username").toString().toLowerCase(Locale.ROOT));
        document.put(
                "Name",
                Stream.of("FirstName", "LastName")
                        .map(user::get)
                        .filter(name -> name != null)
                        .map(Object::toString)
                        .collect(Collectors.joining(" ")));
        document.put("Profile", profiles.get(user.get("ProfileId")));
        String region = (String) user.get("Region__c");
        document.put("Region", mapping == 1 && region != null ? region.toUpperCase(Locale.ROOT) : region);
        return JsonNodeFactory.instance.objectNode().set("User", document);
    }

    private static String trimmed(Object text) {
        return text == null ? null : text.toString().strip();
    }
}
