package io.connectors.salesforce.simulator.org;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts SOQL into tokens. */
final class SoqlLexer {
    /** What a token is. */
    enum Kind {
        NAME,
        STRING,
        NUMBER,
        MOMENT,
        SYMBOL,
        END
    }

    /** @param text of a string: without quotes, escapes as written */
    record Token(Kind kind, String text, int at) {}

    private static final Pattern TOKEN = Pattern.compile(
            "(?<moment>\\d{4}-\\d{2}-\\d{2}(?:T[0-9:.]+(?:Z|[+-]\\d{2}:?\\d{2}))?)"
                    + "|(?<number>[+-]?\\d+(?:\\.\\d+)?)"
                    + "|(?<name>[A-Za-z_][A-Za-z0-9_.]*)"
                    + "|(?<symbol><=|>=|!=|<>|[=<>(),])"
                    + "|'(?<string>(?:[^'\\\\]|\\\\.)*)'",
            Pattern.DOTALL);

    private SoqlLexer() {}

    static List<Token> tokens(String soql) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(soql);
        int at = 0;
        while (true) {
            while (at < soql.length() && Character.isWhitespace(soql.charAt(at))) {
                at++;
            }
            if (at == soql.length()) {
                tokens.add(new Token(Kind.END, "", at));
                return tokens;
            }
            if (!matcher.find(at) || matcher.start() != at) {
                throw SoqlProblem.malformed("unexpected token: '" + soql.charAt(at) + "'");
            }
            tokens.add(token(matcher));
            at = matcher.end();
        }
    }

    private static Token token(Matcher matcher) {
        for (Kind kind : List.of(Kind.MOMENT, Kind.NUMBER, Kind.NAME, Kind.SYMBOL)) {
            String text = matcher.group(kind.name().toLowerCase(Locale.ROOT));
            if (text != null) {
                return new Token(kind, text, matcher.start());
            }
        }
        return new Token(Kind.STRING, matcher.group("string"), matcher.start());
    }

    /**
     * A string's text with its escapes resolved. In a pattern a backslash stays before whatever is meant literally, itself
     * included.
     */
    static String unescaped(String text, boolean pattern) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character != '\\') {
                plain.append(character);
                continue;
            }
            char escaped = text.charAt(++i);
            switch (escaped) {
                case 'n', 'N' -> plain.append('\n');
                case 'r', 'R' -> plain.append('\r');
                case 't', 'T' -> plain.append('\t');
                case 'b', 'B' -> plain.append('\b');
                case 'f', 'F' -> plain.append('\f');
                case '"', '\'' -> plain.append(escaped);
                case '\\', '_', '%' -> plain.append(pattern ? "\\" : "").append(escaped);
                default -> throw SoqlProblem.malformed("Illegal string literal: invalid escape \\" + escaped);
            }
        }
        return plain.toString();
    }
}
