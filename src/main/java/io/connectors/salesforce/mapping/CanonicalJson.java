package io.connectors.salesforce.mapping;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes JSON in one form only: members sorted, no white space, everything but printable ASCII escaped. So equal values give
 * equal bytes, and lone surrogates and NUL, which a database might refuse, survive.
 */
final class CanonicalJson {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private CanonicalJson() {}

    static void value(StringBuilder json, Object value) {
        if (value == null) {
            json.append("null");
        } else if (value instanceof String text) {
            string(json, text);
        } else if (value instanceof Map<?, ?> members) {
            object(json, members);
        } else if (value instanceof List<?> elements) {
            array(json, elements);
        } else if (value instanceof Boolean || value instanceof Number) {
            json.append(value);
        } else {
            string(json, value.toString());
        }
    }

    private static void object(StringBuilder json, Map<?, ?> members) {
        char separator = '{';
        Map<String, Object> sorted = new TreeMap<>();
        members.forEach((name, member) -> sorted.put(String.valueOf(name), member));
        for (Map.Entry<String, Object> member : sorted.entrySet()) {
            string(json.append(separator), member.getKey());
            value(json.append(':'), member.getValue());
            separator = ',';
        }
        json.append(sorted.isEmpty() ? "{}" : "}");
    }

    private static void array(StringBuilder json, List<?> elements) {
        json.append('[');
        for (int i = 0; i < elements.size(); i++) {
            value(i == 0 ? json : json.append(','), elements.get(i));
        }
        json.append(']');
    }

    static void string(StringBuilder json, String text) {
        json.append('"');
        int plainFrom = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character < ' ' || character > '~' || character == '"' || character == '\\') {
                json.append(text, plainFrom, i);
                escape(json, character);
                plainFrom = i + 1;
            }
        }
        json.append(text, plainFrom, text.length()).append('"');
    }

    private static void escape(StringBuilder json, char character) {
        switch (character) {
            case '"', '\\' -> json.append('\\').append(character);
            case '\n' -> json.append("\\n");
            case '\r' -> json.append("\\r");
            case '\t' -> json.append("\\t");
            default ->
                json.append("\\u")
                        .append(HEX[character >> 12])
                        .append(HEX[character >> 8 & 15])
                        .append(HEX[character >> 4 & 15])
                        .append(HEX[character & 15]);
        }
    }
}
