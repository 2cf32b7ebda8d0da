package io.connectors.salesforce.mapping;

import java.util.ArrayList;
import java.util.List;

/**
 * An argument of a transform, quotes taken off.
 *
 * @param equalsAt where its first unquoted {@code =} is, or -1
 * @param quoted whether a part of it stood in quotes
 */
record Argument(String text, int equalsAt, boolean quoted) {
    /** Double and single ones, high and low, pointed ones, primes, and the wide forms of East Asian keyboards. */
    private static final String TYPOGRAPHIC = "\u201C\u201D\u201E\u201F\u2018\u2019\u201A\u201B\u00AB\u00BB\u2039\u203A"
            + "\u2032\u2033\u2034\u2035\u2036\u2037\u02B9\u02BA\u301D\u301E\u301F\uFF02\uFF07";

    String key() {
        return text.substring(0, equalsAt);
    }

    String value() {
        return text.substring(equalsAt + 1);
    }

    /**
     * Refuses the quotes a word processor makes of straight ones: they would be taken for a part of the value. One that stands
     * alone is meant, as in {@code replace(\u2019,')}.
     *
     * @throws IllegalArgumentException where they stand around an argument, a key or a value
     */
    static void refuseTypographicQuotes(List<Argument> arguments) {
        List<String> parts = new ArrayList<>();
        for (Argument argument : arguments) {
            if (argument.quoted()) {
                parts.add("");
            } else if (argument.equalsAt() < 0) {
                parts.add(argument.text());
            } else {
                parts.add(argument.key());
                parts.add(argument.value());
            }
        }
        for (int first = 0; first < parts.size(); first++) {
            if (!opens(parts.get(first))) {
                continue;
            }
            for (int last = first; last < parts.size(); last++) {
                // a comma within the quotes has made several of one
                if (closes(parts.get(last)) && (last > first || parts.get(first).length() > 1)) {
                    throw new IllegalArgumentException(
                            "has typographic quotes around an argument ("
                                    + parts.get(first).charAt(0)
                                    + "). Type straight ones, \"like this\"; if the character itself is meant, put it into straight quotes");
                }
            }
        }
    }

    private static boolean opens(String part) {
        return !part.isEmpty() && TYPOGRAPHIC.indexOf(part.charAt(0)) >= 0;
    }

    private static boolean closes(String part) {
        return !part.isEmpty() && TYPOGRAPHIC.indexOf(part.charAt(part.length() - 1)) >= 0;
    }
}
