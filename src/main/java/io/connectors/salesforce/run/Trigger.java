package io.connectors.salesforce.run;

/** Who started a run. */
public enum Trigger {
    MANUAL,
    SCHEDULE
}
