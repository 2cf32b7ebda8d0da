package io.connectors.salesforce.mapping;

import java.math.BigDecimal;
import java.util.Map;

/** Values as they come from JSON: String, Boolean, numbers, Map, List, or null. */
final class Values {
    private Values() {}

    /** Null, or only white space. */
    static boolean empty(Object value) {
        return value == null || value instanceof String text && text.isBlank();
    }

    /** The text form of a value that is not empty. */
    static String text(Object value) {
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof Map<?, ?> members) {
            StringBuilder json = new StringBuilder();
            CanonicalJson.value(json, members);
            return json.toString();
        }
        return String.valueOf(value);
    }
}
