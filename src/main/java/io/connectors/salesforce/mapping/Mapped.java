package io.connectors.salesforce.mapping;

public sealed interface Mapped permits Document, Rejection {}
