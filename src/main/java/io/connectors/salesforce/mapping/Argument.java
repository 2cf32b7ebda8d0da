package io.connectors.salesforce.mapping;

/**
 * An argument of a transform, quotes taken off.
 *
 * @param equalsAt where its first unquoted {@code =} is, or -1
 */
record Argument(String text, int equalsAt) {
    String key() {
        return text.substring(0, equalsAt);
    }

    String value() {
        return text.substring(equalsAt + 1);
    }
}
