package io.connectors.salesforce.config;

/**
 * One finding in a connector file.
 *
 * @param file the file's name without its folder
 * @param line counted from 1; 1 where the whole file is meant
 * @param key dotted, list items from 0: {@code salesforce.url}, {@code userStatus[1]}; empty for the whole file
 * @param message the value found (never a secret's nor one a placeholder brought in), what is allowed, and the remedy
 */
public record Problem(Severity severity, String file, int line, String key, String message) {

    /** {@code acme.yaml:7: error: salesforce.url: …}, the form editors and terminals link to the line. */
    @Override
    public String toString() {
        String place = file + ":" + line + ": " + (severity == Severity.ERROR ? "error: " : "warning: ");
        return key.isEmpty() ? place + message : place + key + ": " + message;
    }
}
