package io.connectors.salesforce.config;

/** Whether a {@link Problem} keeps its connector from running. */
public enum Severity {
    ERROR,
    WARNING
}
