package io.connectors.salesforce.config;

/** What a deletion does on a SCIM platform. */
public enum Removal {
    DELETE,
    DEACTIVATE
}
