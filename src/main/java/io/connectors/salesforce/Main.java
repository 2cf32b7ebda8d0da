package io.connectors.salesforce;

/** The command line's entry. */
public final class Main {
    private Main() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] arguments) {
        System.out.println("salesforce-connector");
    }
}
