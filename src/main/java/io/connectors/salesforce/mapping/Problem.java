package io.connectors.salesforce.mapping;

/**
 * Something wrong in a mapping file.
 *
 * @param line from 1
 * @param column the CSV column's heading, or empty for the whole line
 * @param message the value, what is allowed and the remedy
 */
public record Problem(String file, int line, String column, String message) {
    @Override
    public String toString() {
        return file + ":" + line + ": " + (column.isEmpty() ? "" : column + ": ") + message;
    }
}
