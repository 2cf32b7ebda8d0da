package io.connectors.salesforce.simulator.org;

import io.connectors.salesforce.simulator.org.Soql.Condition;
import io.connectors.salesforce.simulator.org.Table.Accessor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Finds the rows of a query. */
final class SoqlEvaluator {
    private final Catalog catalog;
    private final Soql soql;
    private final Table table;
    private final Paths paths;

    SoqlEvaluator(Catalog catalog, Soql soql) {
        this.catalog = catalog;
        this.soql = soql;
        this.table = catalog.table(soql.object());
        this.paths = new Paths(catalog, soql);
    }

    int[] rows() {
        IntPredicate where = soql.where() == null ? row -> true : predicate(soql.where());
        IntStream rows = IntStream.range(0, table.size()).filter(row -> table.visible(row) && where.test(row));
        boolean natural =
                soql.orders().stream().allMatch(order -> order.field().equalsIgnoreCase("Id") && !order.descending());
        int[] found = natural ? rows.toArray() : sorted(rows);
        int from = Math.min(soql.offset(), found.length);
        int to = soql.limit() < 0 ? found.length : Math.min(found.length, from + soql.limit());
        return from == 0 && to == found.length ? found : Arrays.copyOfRange(found, from, to);
    }

    private int[] sorted(IntStream rows) {
        Comparator<Integer> comparator = null;
        for (Soql.Order order : soql.orders()) {
            Accessor accessor = paths.accessor(table, order.field());
            Comparator<Object> values = (a, b) -> compare(a, b);
            Comparator<Object> direction = order.descending() ? values.reversed() : values;
            Comparator<Object> nulls =
                    order.nullsLast() ? Comparator.nullsLast(direction) : Comparator.nullsFirst(direction);
            Comparator<Integer> column = (one, other) -> nulls.compare(accessor.of(one), accessor.of(other));
            comparator = comparator == null ? column : comparator.thenComparing(column);
        }
        return rows.boxed().sorted(comparator).mapToInt(Integer::intValue).toArray();
    }

    private IntPredicate predicate(Condition condition) {
        if (condition instanceof Soql.And and) {
            return and.parts().stream()
                    .map(this::predicate)
                    .reduce(IntPredicate::and)
                    .orElseThrow();
        }
        if (condition instanceof Soql.Or or) {
            return or.parts().stream()
                    .map(this::predicate)
                    .reduce(IntPredicate::or)
                    .orElseThrow();
        }
        if (condition instanceof Soql.Not not) {
            return predicate(not.part()).negate();
        }
        if (condition instanceof Soql.In in) {
            return in(in);
        }
        return comparison((Soql.Comparison) condition);
    }

    private IntPredicate in(Soql.In in) {
        Accessor accessor = paths.accessor(table, in.field());
        boolean ids = in.field().toLowerCase(Locale.ROOT).endsWith("id");
        Set<Object> values = new HashSet<>();
        if (in.query() == null) {
            in.values().forEach(value -> values.add(key(value, ids)));
        } else {
            SoqlEvaluator inner = new SoqlEvaluator(catalog, in.query());
            Accessor column =
                    inner.paths.accessor(inner.table, in.query().fields().get(0));
            Arrays.stream(inner.rows()).forEach(row -> values.add(key(column.of(row), ids)));
        }
        return row -> values.contains(key(accessor.of(row), ids)) != in.negated();
    }

    /** Ids are compared by their 15 characters, case and all; other texts without case. */
    private static Object key(Object value, boolean id) {
        if (value instanceof String text) {
            return id ? text.substring(0, Math.min(15, text.length())) : text.toLowerCase(Locale.ROOT);
        }
        return value;
    }

    private IntPredicate comparison(Soql.Comparison comparison) {
        Accessor accessor = paths.accessor(table, comparison.field());
        boolean ids = comparison.field().toLowerCase(Locale.ROOT).endsWith("id");
        Object value = comparison.value();
        return switch (comparison.operator()) {
            case "=" -> row -> equal(accessor.of(row), value, ids);
            case "!=" -> row -> !equal(accessor.of(row), value, ids);
            case "LIKE" -> like(accessor, String.valueOf(value));
            default -> row -> ordered(accessor.of(row), comparison.operator(), value, ids);
        };
    }

    private static boolean equal(Object actual, Object expected, boolean id) {
        if (actual == null || expected == null) {
            return actual == expected;
        }
        if (actual instanceof String && expected instanceof String && isMoment(actual)) {
            return compare(actual, expected) == 0;
        }
        return key(actual, id).equals(key(expected, id));
    }

    private static boolean ordered(Object actual, String operator, Object expected, boolean id) {
        if (actual == null || expected == null) {
            return false;
        }
        int order = id ? actual.toString().compareTo(expected.toString()) : compare(actual, expected);
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    private static boolean isMoment(Object value) {
        String text = value.toString();
        return text.length() == 28 && text.charAt(10) == 'T' && text.endsWith("+0000");
    }

    private static int compare(Object one, Object other) {
        if (one instanceof Boolean a && other instanceof Boolean b) {
            return Boolean.compare(a, b);
        }
        if (isMoment(one)) {
            String literal = other.toString();
            String comparable = literal.length() == 10 ? literal + "T00:00:00" : literal.substring(0, 19);
            return one.toString().substring(0, 19).compareTo(comparable);
        }
        return one.toString().compareToIgnoreCase(other.toString());
    }

    private static IntPredicate like(Accessor accessor, String pattern) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char character = pattern.charAt(i);
            if (character == '\\' && i + 1 < pattern.length()) {
                regex.append(Pattern.quote(String.valueOf(pattern.charAt(++i))));
            } else {
                regex.append(
                        character == '%' ? ".*" : character == '_' ? "." : Pattern.quote(String.valueOf(character)));
            }
        }
        Pattern like =
                Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
        return row ->
                accessor.of(row) instanceof String text && like.matcher(text).matches();
    }
}
