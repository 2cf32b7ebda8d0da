package io.connectors.salesforce.simulator.org;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code /sobjects} and {@code /sobjects/X/describe}, as far as the running user may see. */
final class DescribeEndpoint {
    private final Catalog catalog;

    DescribeEndpoint(Catalog catalog) {
        this.catalog = catalog;
    }

    ObjectNode describe(String object) {
        Table table;
        try {
            table = catalog.table(object);
        } catch (SoqlProblem unknown) {
            throw SoqlProblem.notFound();
        }
        ObjectNode described = head(table.name());
        ArrayNode fields = described.putArray("fields");
        for (Table.Field field : catalog.fields(table)) {
            ObjectNode node = fields.addObject();
            node.put("name", field.name());
            node.put("label", field.name().replaceAll("(?<=[a-z])(?=[A-Z])", " "));
            node.put("type", field.type());
            node.put("length", field.length());
            node.put("nillable", !field.name().equals("Id"));
            node.put("custom", field.name().endsWith("__c"));
            node.put("filterable", !field.type().equals("address"));
            node.put("sortable", !field.type().equals("address"));
            node.put("relationshipName", field.relationship());
            ArrayNode references = node.putArray("referenceTo");
            if (field.references() != null) {
                references.add(field.references());
            }
        }
        return described;
    }

    private static ObjectNode head(String object) {
        ObjectNode head = JsonNodeFactory.instance.objectNode();
        head.put("name", object);
        head.put("label", object);
        head.put("queryable", true);
        head.put("custom", false);
        return head;
    }

    ObjectNode all() {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.put("encoding", "UTF-8");
        all.put("maxBatchSize", 200);
        ArrayNode objects = all.putArray("sobjects");
        catalog.objects().forEach(object -> {
            try {
                objects.add(head(catalog.table(object).name()));
            } catch (SoqlProblem hidden) {
                // not for this user
            }
        });
        return all;
    }
}
