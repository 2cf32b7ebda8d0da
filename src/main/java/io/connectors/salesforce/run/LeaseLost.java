package io.connectors.salesforce.run;

/** Another process has taken the connector over; whatever this one still wanted to write is not written. */
public final class LeaseLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LeaseLost(String connector) {
        super("Another process has taken connector " + connector + " over, because this one did not renew its lease in"
                + " time (a pause, or a database out of reach). Nothing more is written or sent by this run.");
    }
}
