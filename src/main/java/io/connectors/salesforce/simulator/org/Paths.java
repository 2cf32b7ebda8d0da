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

    /**
     * The field at the end of a path.
     *
     * @param accessor of its value by the row the path begins at; null where a parent is missing on the way
     */
    record End(Field field, Accessor accessor) {
        /** As rows are compared and sorted by. */
        Object key(int row) {
            return Literals.key(field, accessor.of(row));
        }
    }

    /** For WHERE and ORDER BY, where compound fields are not allowed. */
    End comparable(Table table, String path) {
        End end = end(table, path, path);
        if (end.field().type().equals("address")) {
            throw problem(
                    "INVALID_FIELD", path, "field '" + end.field().name() + "' can not be filtered in a query call");
        }
        return end;
    }

    private End end(Table table, String path, String whole) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            Field field = field(table, path, whole);
            return new End(field, table.accessor(field.name()));
        }
        Field look = relationship(table, path.substring(0, dot), whole);
        Table.Parent parent = table.parent(look.relationship());
        End inner = end(parent.table(), path.substring(dot + 1), whole);
        return new End(inner.field(), row -> {
            int above = parent.row().applyAsInt(row);
            return above < 0 ? null : inner.accessor().of(above);
        });
    }

    Field field(Table table, String name, String path) {
        return catalog.field(table, name)
                .orElseThrow(() -> problem(
                        "INVALID_FIELD",
                        path,
                        "No such column '" + name + "' on entity '" + table.name()
                                + "'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field"
                                + " name. Please reference your WSDL or the describe call for the appropriate names."));
    }

    /** The look-up a relationship's name stands for. */
    Field relationship(Table table, String name, String path) {
        return catalog.relationship(table, name)
                .orElseThrow(() -> problem(
                        "INVALID_FIELD",
                        path,
                        "Didn't understand relationship '" + name
                                + "' in field path. If you are attempting to use a custom relationship, be sure to append the"
                                + " '__r' after the custom relationship name. Please reference your WSDL or the describe call for"
                                + " the appropriate names."));
    }

    /** An error that shows where in the query it is. */
    SoqlProblem problem(String code, String path, String message) {
        int at = Math.max(0, soql.text().toLowerCase(Locale.ROOT).indexOf(path.toLowerCase(Locale.ROOT)));
        return new SoqlProblem(
                400,
                code,
                "\n" + soql.text() + "\n" + " ".repeat(Math.min(at, 200)) + "^\nERROR at Row:1:Column:" + (at + 1)
                        + "\n" + message);
    }
}
