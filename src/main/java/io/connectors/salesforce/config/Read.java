package io.connectors.salesforce.config;

/** The Salesforce interface users are read by. */
public enum Read {
    AUTO,
    REST
}
