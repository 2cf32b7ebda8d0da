package io.connectors.salesforce.config;

/** The OAuth 2.0 flow of the login; {@link Salesforce} says which credentials each has. */
public enum Authentication {
    PASSWORD,
    CLIENT_CREDENTIALS,
    JWT
}
