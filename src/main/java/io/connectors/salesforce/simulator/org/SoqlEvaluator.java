package io.connectors.salesforce.simulator.org;

import io.connectors.salesforce.simulator.org.Soql.Condition;
import io.connectors.salesforce.simulator.org.Table.Accessor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
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
            Paths.End column = paths.comparable(table, order.field());
            Comparator<Object> values = Literals::compare;
            Comparator<Object> direction = order.descending() ? values.reversed() : values;
            Comparator<Object> nulls =
                    order.nullsLast() ? Comparator.nullsLast(direction) : Comparator.nullsFirst(direction);
            Comparator<Integer> next = (one, other) -> nulls.compare(column.key(one), column.key(other));
            comparator = comparator == null ? next : comparator.thenComparing(next);
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
        Paths.End end = paths.comparable(table, in.field());
        Set<Object> keys = new HashSet<>();
        if (in.query() == null) {
            in.values().forEach(value -> keys.add(Literals.key(end.field(), value, paths, in.field())));
        } else {
            SoqlEvaluator inner = new SoqlEvaluator(catalog, in.query());
            Paths.End column =
                    inner.paths.comparable(inner.table, in.query().fields().get(0));
            Arrays.stream(inner.rows()).forEach(row -> keys.add(column.key(row)));
        }
        return row -> keys.contains(end.key(row)) != in.negated();
    }

    private IntPredicate comparison(Soql.Comparison comparison) {
        Paths.End end = paths.comparable(table, comparison.field());
        String operator = comparison.operator();
        String type = end.field().type();
        boolean like = operator.equals("LIKE");
        boolean equality = operator.equals("=") || operator.equals("!=");
        if (!equality && type.equals("boolean")
                || like
                        && List.of("id", "reference", "datetime", "int", "double")
                                .contains(type)) {
            throw paths.problem(
                    "INVALID_QUERY_FILTER_OPERATOR", comparison.field(), "invalid operator on " + type + " field");
        }
        if (like) {
            return like(end.accessor(), (String) comparison.value());
        }
        Object value = Literals.key(end.field(), comparison.value(), paths, comparison.field());
        return switch (operator) {
            case "=" -> row -> Objects.equals(end.key(row), value);
            case "!=" -> row -> !Objects.equals(end.key(row), value);
            default -> row -> ordered(end.key(row), operator, value);
        };
    }

    private static boolean ordered(Object actual, String operator, Object expected) {
        if (actual == null || expected == null) {
            return false;
        }
        int order = Literals.compare(actual, expected);
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
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
