package io.connectors.salesforce;

import io.connectors.salesforce.cli.SalesforceConnector;

/** The command line's entry. */
public final class Main {
    private Main() {}

    /** Runs one command and, unless it went well, exits with its code. */
    public static void main(String[] arguments) {
        int code = SalesforceConnector.execute(arguments);
        if (code != 0 || !Boolean.getBoolean("maven.exec")) {
            System.exit(code);
        }
    }
}
