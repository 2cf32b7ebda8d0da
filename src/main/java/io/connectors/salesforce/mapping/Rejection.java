package io.connectors.salesforce.mapping;

public record Rejection(String attribute, String code, String message) implements Mapped {}
