package io.connectors.salesforce.simulator.org;

import io.connectors.salesforce.simulator.org.Soql.Moment;
import io.connectors.salesforce.simulator.org.Table.Field;
import java.util.Locale;

/** Values as the database compares them: by the type of the field, and only with literals of that type. */
final class Literals {
    private Literals() {}

    /**
     * What a literal of a query is compared as; null for null and for the empty text, which Salesforce does not tell apart.
     *
     * @throws SoqlProblem if a field of this type is never compared with such a literal
     */
    static Object key(Field field, Object literal, Paths paths, String path) {
        if (literal == null) {
            return null;
        }
        boolean fits =
                switch (field.type()) {
                    case "boolean" -> literal instanceof Boolean;
                    case "datetime" -> literal instanceof Moment;
                    case "int", "double" -> literal instanceof Double;
                    default -> literal instanceof String;
                };
        if (!fits) {
            boolean quoted = !"boolean datetime int double".contains(field.type());
            String type = field.type().equals("datetime") ? "dateTime" : quoted ? "string" : field.type();
            throw paths.problem(
                    "INVALID_FIELD",
                    path,
                    "value of filter criterion for field '" + field.name() + "' must be of type " + type
                            + (quoted ? " and should be enclosed in quotes" : " and should not be enclosed in quotes"));
        }
        if (isId(field) && !literal.toString().matches("|\\w{15}|\\w{18}")) {
            throw paths.problem("INVALID_QUERY_FILTER_OPERATOR", path, "invalid ID field: " + literal);
        }
        return key(field, literal instanceof Moment moment ? moment.text() : literal);
    }

    /** What a row's value is compared as: Ids by their 15 characters, case and all; other texts without case. */
    static Object key(Field field, Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (!(value instanceof String text) || field.type().equals("datetime")) {
            return value;
        }
        if (text.isEmpty()) {
            return null;
        }
        return isId(field) ? text.substring(0, 15) : text.toLowerCase(Locale.ROOT);
    }

    private static boolean isId(Field field) {
        return field.type().equals("id") || field.type().equals("reference");
    }

    /** Orders two keys of one field. */
    static int compare(Object one, Object other) {
        if (one instanceof Double a && other instanceof Double b) {
            return Double.compare(a, b);
        }
        if (one instanceof Boolean a && other instanceof Boolean b) {
            return Boolean.compare(a, b);
        }
        return one.toString().compareTo(other.toString());
    }
}
