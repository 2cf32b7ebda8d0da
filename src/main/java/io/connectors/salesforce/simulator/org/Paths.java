package io.connectors.salesforce.simulator.org;

import io.connectors.salesforce.simulator.org.Table.Accessor;
import io.connectors.salesforce.simulator.org.Table.Field;
import java.util.Locale;

/** Resolves dotted field paths of a query, or refuses them as Salesforce does. */
final class Paths {
    private final Catalog catalog;
    private final Soql soql;

    Paths(Catalog catalog, Soql soql) {
        this.catalog = catalog;
        this.soql = soql;
    }

    /** The value at the end of a path; null where a parent is missing on the way. */
    Accessor accessor(Table table, String path) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            return table.accessor(field(table, path, path).name());
        }
        Table.Parent parent = parent(table, path.substring(0, dot), path);
        Accessor inner = accessor(parent.table(), path.substring(dot + 1));
        return row -> {
            int above = parent.row().applyAsInt(row);
            return above < 0 ? null : inner.of(above);
        };
    }

    Field field(Table table, String name, String path) {
        return catalog.field(table, name).orElseThrow(() -> {
            int at = Math.max(0, soql.text().toLowerCase(Locale.ROOT).indexOf(path.toLowerCase(Locale.ROOT)));
            return new SoqlProblem(
                    400,
                    "INVALID_FIELD",
                    "\n" + soql.text() + "\n" + " ".repeat(Math.min(at, 200)) + "^\nERROR at Row:1:Column:" + (at + 1)
                            + "\nNo such column '" + name + "' on entity '" + table.name()
                            + "'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field"
                            + " name. Please reference your WSDL or the describe call for the appropriate names.");
        });
    }

    Table.Parent parent(Table table, String relationship, String path) {
        return catalog.relationship(table, relationship)
                .map(field -> table.parent(field.relationship()))
                .orElseThrow(() -> new SoqlProblem(
                        400,
                        "INVALID_FIELD",
                        "\n" + soql.text() + "\nDidn't understand relationship '" + relationship + "' in field path "
                                + path
                                + ". If you are attempting to use a custom relationship, be sure to append the '__r' after the"
                                + " custom relationship name."));
    }
}
