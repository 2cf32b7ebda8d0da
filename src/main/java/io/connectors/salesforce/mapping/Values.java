package io.connectors.salesforce.mapping;

import java.math.BigDecimal;
import java.util.Map;

/**
 * Values as they come from JSON: String, Boolean, numbers, Map, List, or null. The one place that says what is empty and what a
 * value's text is.
 */
final class Values {
    /** Salesforce's numbers have 309 digits at most; written out, one with a large exponent would fill the memory. */
    private static final int LONGEST_NUMBER = 1_000;

    private Values() {}

    /** Null, or only white space. */
    static boolean empty(Object value) {
        return value == null || value instanceof String text && blank(text);
    }

    /** Unicode's White_Space, so the no-break spaces too; Java's own isWhitespace has other ideas. */
    static boolean space(int character) {
        return character >= 0x09 && character <= 0x0D
                || character == 0x85
                || character == 0x2028
                || character == 0x2029
                || Character.getType(character) == Character.SPACE_SEPARATOR;
    }

    static boolean blank(String text) {
        return text.codePoints().allMatch(Values::space);
    }

    /** Without the white space around it. */
    static String strip(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && space(text.charAt(from))) {
            from++;
        }
        while (from < to && space(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /**
     * The text form of a value that is not empty. That of a whole number has neither fraction nor exponent, however Salesforce
     * writes it.
     *
     * @throws Refused for a number too long to be written out
     */
    static String text(Object value) {
        if (value instanceof Number number) {
            return text(new BigDecimal(number.toString()));
        }
        if (value instanceof Map<?, ?> members) {
            StringBuilder json = new StringBuilder();
            CanonicalJson.value(json, members);
            return json.toString();
        }
        return String.valueOf(value);
    }

    private static String text(BigDecimal number) {
        if (Math.abs((long) number.scale()) > LONGEST_NUMBER || number.precision() > LONGEST_NUMBER) {
            throw new Refused("number", "the number has more than " + LONGEST_NUMBER + " digits");
        }
        BigDecimal shortest = number.stripTrailingZeros();
        return shortest.scale() <= 0 ? shortest.toBigInteger().toString() : number.toPlainString();
    }
}
