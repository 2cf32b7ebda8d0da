package io.connectors.salesforce.run;

/** The embedded database belongs to another process. */
public final class DatabaseHeld extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DatabaseHeld(String url, Throwable cause) {
        super(
                "The embedded database " + url + " is held by another process, probably `serve`. Stop that process, or"
                        + " use PostgreSQL (database.url) to let several share the work.",
                cause);
    }
}
