package io.connectors.salesforce.simulator.org;

import io.connectors.salesforce.simulator.org.Soql.Condition;
import io.connectors.salesforce.simulator.org.SoqlLexer.Kind;
import io.connectors.salesforce.simulator.org.SoqlLexer.Token;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads SOQL by recursive descent. */
final class SoqlParser {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'");
    private static final int MOST_WITH_ALL_FIELDS = 200;

    private final String text;
    private final List<Token> tokens;
    private int at;

    private SoqlParser(String text) {
        this.text = text;
        this.tokens = SoqlLexer.tokens(text);
    }

    /** @throws SoqlProblem as Salesforce would say it */
    static Soql parse(String text) {
        SoqlParser parser = new SoqlParser(text);
        Soql soql = parser.query();
        parser.expect(Kind.END, "");
        return soql;
    }

    private Soql query() {
        keyword("SELECT");
        List<String> fields = fields();
        keyword("FROM");
        String object = name();
        Condition where = accept("WHERE") ? conditions() : null;
        List<Soql.Order> orders = new ArrayList<>();
        if (accept("ORDER")) {
            keyword("BY");
            do {
                orders.add(order());
            } while (symbol(","));
        }
        int limit = accept("LIMIT") ? whole() : -1;
        int offset = accept("OFFSET") ? whole() : 0;
        if (offset > 2000) {
            throw new SoqlProblem(400, "NUMBER_OUTSIDE_VALID_RANGE", "Maximum SOQL offset allowed is 2000");
        }
        boolean custom = fields.contains("FIELDS(ALL)") || fields.contains("FIELDS(CUSTOM)");
        if (custom && (limit < 0 || limit > MOST_WITH_ALL_FIELDS)) {
            throw SoqlProblem.malformed("The SOQL FIELDS function must have a LIMIT of at most 200");
        }
        return new Soql(text, fields, object, where, orders, limit, offset);
    }

    private List<String> fields() {
        List<String> fields = new ArrayList<>();
        if (peek().text().equalsIgnoreCase("COUNT") && tokens.get(at + 1).text().equals("(")) {
            at += 2;
            expect(Kind.SYMBOL, ")");
            return fields;
        }
        do {
            fields.add(
                    peek().text().equalsIgnoreCase("FIELDS")
                                    && tokens.get(at + 1).text().equals("(")
                            ? group()
                            : name());
        } while (symbol(","));
        return fields;
    }

    /** {@code FIELDS(ALL)}, {@code FIELDS(STANDARD)} or {@code FIELDS(CUSTOM)}. */
    private String group() {
        at += 2;
        String which = name().toUpperCase(Locale.ROOT);
        if (!List.of("ALL", "STANDARD", "CUSTOM").contains(which)) {
            throw SoqlProblem.malformed("unexpected token: '" + which + "'");
        }
        expect(Kind.SYMBOL, ")");
        return "FIELDS(" + which + ")";
    }

    private Soql.Order order() {
        String field = name();
        boolean descending = accept("DESC");
        if (!descending) {
            accept("ASC");
        }
        boolean nullsLast = false;
        if (accept("NULLS")) {
            nullsLast = accept("LAST");
            if (!nullsLast) {
                keyword("FIRST");
            }
        }
        return new Soql.Order(field, descending, nullsLast);
    }

    /** AND and OR may not be mixed without parentheses. */
    private Condition conditions() {
        List<Condition> parts = new ArrayList<>(List.of(condition()));
        boolean and = peek().text().equalsIgnoreCase("AND");
        while (peek().text().equalsIgnoreCase("AND") || peek().text().equalsIgnoreCase("OR")) {
            if (and != peek().text().equalsIgnoreCase("AND")) {
                throw SoqlProblem.malformed("unexpected token: '" + peek().text() + "'");
            }
            at++;
            parts.add(condition());
        }
        return parts.size() == 1 ? parts.get(0) : and ? new Soql.And(parts) : new Soql.Or(parts);
    }

    private Condition condition() {
        if (accept("NOT")) {
            return new Soql.Not(condition());
        }
        if (symbol("(")) {
            Condition inner = conditions();
            expect(Kind.SYMBOL, ")");
            return inner;
        }
        String field = name();
        if (accept("IN")) {
            return in(field, false);
        }
        if (accept("NOT")) {
            keyword("IN");
            return in(field, true);
        }
        if (accept("LIKE")) {
            return new Soql.Comparison(field, "LIKE", pattern());
        }
        Token operator = next();
        if (operator.kind() != Kind.SYMBOL || "(),".contains(operator.text())) {
            throw SoqlProblem.malformed("unexpected token: '" + operator.text() + "'");
        }
        return new Soql.Comparison(field, operator.text().equals("<>") ? "!=" : operator.text(), value());
    }

    private Condition in(String field, boolean negated) {
        expect(Kind.SYMBOL, "(");
        if (peek().text().equalsIgnoreCase("SELECT")) {
            Soql inner = query();
            if (inner.fields().size() != 1) {
                throw SoqlProblem.malformed("a semi-join sub-select has to select one field");
            }
            expect(Kind.SYMBOL, ")");
            return new Soql.In(field, negated, List.of(), inner);
        }
        List<Object> values = new ArrayList<>();
        do {
            values.add(value());
        } while (symbol(","));
        expect(Kind.SYMBOL, ")");
        return new Soql.In(field, negated, values, null);
    }

    private String pattern() {
        Token token = next();
        if (token.kind() != Kind.STRING) {
            throw SoqlProblem.malformed("unexpected token: '" + token.text() + "'");
        }
        return SoqlLexer.unescaped(token.text(), true);
    }

    private Object value() {
        Token token = next();
        return switch (token.kind()) {
            case STRING -> SoqlLexer.unescaped(token.text(), false);
            case MOMENT -> time(token.text());
            case NUMBER -> Double.valueOf(token.text());
            case NAME ->
                switch (token.text().toLowerCase(Locale.ROOT)) {
                    case "true" -> Boolean.TRUE;
                    case "false" -> Boolean.FALSE;
                    case "null" -> null;
                    default -> throw SoqlProblem.malformed("unexpected token: '" + token.text() + "'");
                };
            default -> throw SoqlProblem.malformed("unexpected token: '" + token.text() + "'");
        };
    }

    private static Object time(String text) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text)
                    // +0200 is as good as +02:00
                    : new Soql.Moment(
                            MOMENT.format(OffsetDateTime.parse(text.replaceFirst("([+-]\\d{2})(\\d{2})$", "$1:$2"))
                                    .withOffsetSameInstant(ZoneOffset.UTC)));
        } catch (DateTimeParseException none) {
            throw SoqlProblem.malformed("line 1:1 no viable alternative at '" + text + "'");
        }
    }

    private int whole() {
        Token token = next();
        if (token.kind() != Kind.NUMBER || !token.text().matches("\\d{1,9}")) {
            throw SoqlProblem.malformed("unexpected token: '" + token.text() + "'");
        }
        return Integer.parseInt(token.text());
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token next() {
        return tokens.get(at == tokens.size() - 1 ? at : at++);
    }

    private String name() {
        Token token = next();
        if (token.kind() != Kind.NAME || token.text().endsWith(".")) {
            throw SoqlProblem.malformed("unexpected token: '" + token.text() + "'");
        }
        return token.text();
    }

    private boolean accept(String keyword) {
        boolean there = peek().kind() == Kind.NAME && peek().text().equalsIgnoreCase(keyword);
        at += there ? 1 : 0;
        return there;
    }

    private void keyword(String keyword) {
        if (!accept(keyword)) {
            throw SoqlProblem.malformed("unexpected token: '" + peek().text() + "'");
        }
    }

    private boolean symbol(String symbol) {
        boolean there = peek().kind() == Kind.SYMBOL && peek().text().equals(symbol);
        at += there ? 1 : 0;
        return there;
    }

    private void expect(Kind kind, String text) {
        Token token = next();
        if (token.kind() != kind || !token.text().equals(text)) {
            throw SoqlProblem.malformed("unexpected token: '" + token.text() + "'");
        }
    }
}
