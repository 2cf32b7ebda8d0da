package io.connectors.salesforce.simulator.org;

import java.util.List;

/**
 * A SOQL query.
 *
 * @param fields paths as written, or {@code FIELDS(…)}; empty for COUNT()
 * @param where or null
 * @param limit -1 for none
 */
record Soql(
        String text, List<String> fields, String object, Condition where, List<Order> orders, int limit, int offset) {
    /** A column to sort by. */
    record Order(String field, boolean descending, boolean nullsLast) {}

    /** A time, UTC, written as records write it: so two of them compare as texts. */
    record Moment(String text) {}

    /** A condition on a row. */
    sealed interface Condition permits And, Or, Not, Comparison, In {}

    record And(List<Condition> parts) implements Condition {}

    record Or(List<Condition> parts) implements Condition {}

    record Not(Condition part) implements Condition {}

    /**
     * One field against one value.
     *
     * @param operator {@code =, !=, <, <=, >, >=, LIKE}
     * @param value String, Boolean, Double, Moment, LocalDate or null; of LIKE a pattern
     */
    record Comparison(String field, String operator, Object value) implements Condition {}

    /**
     * One field against several values.
     *
     * @param query a semi-join, or null
     */
    record In(String field, boolean negated, List<Object> values, Soql query) implements Condition {}

    boolean counts() {
        return fields.isEmpty();
    }
}
