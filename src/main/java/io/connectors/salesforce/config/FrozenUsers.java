package io.connectors.salesforce.config;

/** What the selection does with users whose {@code UserLogin.IsFrozen} is true. */
public enum FrozenUsers {
    INCLUDE,
    EXCLUDE,
    ONLY
}
