package io.connectors.salesforce.simulator.org;

import io.connectors.salesforce.simulator.org.Table.Accessor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** How a query's records look: columns in their order, parents nested, each with its attributes. Resolved once a query. */
final class RecordShape {
    private interface Part {
        void write(JsonBytes json, int row);
    }

    private final List<Part> parts = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Table table;
    private final byte[] attributes;

    RecordShape(Catalog catalog, Soql soql, String version) {
        this(
                catalog.table(soql.object()),
                new Paths(catalog, soql),
                soql.fields().stream()
                        .flatMap(field -> expanded(catalog, soql.object(), field))
                        .toList(),
                version);
    }

    private static Stream<String> expanded(Catalog catalog, String object, String field) {
        if (!field.startsWith("FIELDS(")) {
            return Stream.of(field);
        }
        return catalog.fields(catalog.table(object)).stream()
                .map(Table.Field::name)
                .filter(name -> field.equals("FIELDS(ALL)") || field.equals("FIELDS(CUSTOM)") == name.endsWith("__c"));
    }

    private RecordShape(Table table, Paths paths, List<String> fields, String version) {
        this.table = table;
        attributes = ("{\"attributes\":{\"type\":\"" + table.name() + "\",\"url\":\"/services/data/v" + version
                        + "/sobjects/" + table.name() + "/")
                .getBytes(StandardCharsets.US_ASCII);
        Map<String, List<String>> nested = new LinkedHashMap<>();
        for (String field : fields) {
            int dot = field.indexOf('.');
            if (dot < 0) {
                add(table, paths, field);
            } else {
                String relationship = field.substring(0, dot);
                String known = nested.keySet().stream()
                        .filter(relationship::equalsIgnoreCase)
                        .findFirst()
                        .orElse(relationship);
                nested.computeIfAbsent(known, name -> new ArrayList<>()).add(field.substring(dot + 1));
            }
        }
        nested.forEach((relationship, inner) -> nest(paths, relationship, inner, version));
    }

    private void add(Table table, Paths paths, String field) {
        String name = paths.field(table, field, field).name();
        if (!names.add(name)) {
            throw SoqlProblem.malformed("duplicate field selected: " + field);
        }
        Accessor accessor = table.accessor(name);
        byte[] head = (",\"" + name + "\":").getBytes(StandardCharsets.US_ASCII);
        parts.add((json, row) -> json.raw(head).value(accessor.of(row)));
    }

    private void nest(Paths paths, String relationship, List<String> inner, String version) {
        Table.Field look = paths.relationship(table, relationship, relationship + "." + inner.get(0));
        Table.Parent parent = table.parent(look.relationship());
        RecordShape shape = new RecordShape(parent.table(), paths, inner, version);
        byte[] head = (",\"" + look.relationship() + "\":").getBytes(StandardCharsets.US_ASCII);
        parts.add((json, row) -> {
            int above = parent.row().applyAsInt(row);
            json.raw(head);
            if (above < 0) {
                json.raw("null");
            } else {
                shape.write(json, above);
            }
        });
    }

    void write(JsonBytes json, int row) {
        json.raw(attributes).raw(table.id(row)).raw("\"}");
        for (Part part : parts) {
            part.write(json, row);
        }
        json.raw("}");
    }
}
