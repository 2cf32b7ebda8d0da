package io.connectors.salesforce.mapping;

@SuppressWarnings("ArrayRecordComponent")
public record Document(String json, byte[] fingerprint) implements Mapped {}
