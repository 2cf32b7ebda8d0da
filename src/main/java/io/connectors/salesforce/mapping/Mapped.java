package io.connectors.salesforce.mapping;

/** What a mapping makes of one user. */
public sealed interface Mapped permits Document, Rejection {}
