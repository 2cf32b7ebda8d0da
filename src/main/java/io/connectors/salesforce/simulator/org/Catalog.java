package io.connectors.salesforce.simulator.org;

import io.connectors.salesforce.simulator.org.Table.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The objects of the org and what of them the running user may see. */
final class Catalog {
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final Set<String> hidden = ConcurrentHashMap.newKeySet();

    final SmallTable licenses = new SmallTable(
            "UserLicense", "100", List.of("Salesforce", "Salesforce Platform", "Chatter Free"), Map.of());
    final SmallTable profiles = new SmallTable(
            "Profile",
            "00e",
            List.of("Standard User", "System Administrator", "Sales User", "Read Only", "Minimum Access"),
            Map.of("UserLicense", new Table.Parent(licenses, row -> row % 3)));
    final SmallTable roles = new SmallTable(
            "UserRole", "00E", List.of("CEO", "Sales Director", "Account Manager", "Support Agent"), Map.of());
    final SmallTable permissionSets = new SmallTable(
                    "PermissionSet",
                    "0PS",
                    List.of("X00ex00000018ozT_128_09_43_34_1", "ApiAccess", "ReportBuilder", "KnowledgeUser"),
                    Map.of())
            .flag("IsOwnedByProfile", row -> row == 0);
    final UserTable users;

    Catalog(int size, long seed) {
        users = new UserTable(size, seed, profiles, roles);
        Table assignments = new AssignmentTable(users, permissionSets, seed);
        for (Table table :
                List.of(users, new LoginTable(users), profiles, roles, licenses, permissionSets, assignments)) {
            tables.put(lower(table.name()), table);
        }
    }

    Set<String> objects() {
        return tables.keySet();
    }

    /** Hides an object, or with a field's name that field. */
    void hide(String object, String field, boolean value) {
        String key = lower(field == null ? object : object + "." + field);
        if (value) {
            hidden.add(key);
        } else {
            hidden.remove(key);
        }
    }

    Table table(String object) {
        Table table = tables.get(lower(object));
        if (table == null || hidden.contains(lower(object))) {
            throw new SoqlProblem(400, "INVALID_TYPE", "sObject type '" + object + "' is not supported.");
        }
        return table;
    }

    /** The fields of an object the running user may see. */
    List<Field> fields(Table table) {
        return table.fields().stream()
                .filter(field -> !hidden.contains(lower(table.name() + "." + field.name())))
                .toList();
    }

    Optional<Field> field(Table table, String name) {
        return fields(table).stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .findFirst();
    }

    Optional<Field> relationship(Table table, String name) {
        return fields(table).stream()
                .filter(field -> name.equalsIgnoreCase(field.relationship()))
                // through a look-up nobody sees an object that is hidden
                .filter(field -> !hidden.contains(lower(field.references())))
                .findFirst();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
