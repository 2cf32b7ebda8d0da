package io.connectors.salesforce.config;

/** Salesforce's {@code User.IsActive}; frozen users count as active here. */
public enum UserStatus {
    ACTIVE,
    INACTIVE
}
