package io.connectors.salesforce.mapping;

/**
 * A user the mapping cannot make a document of.
 *
 * @param attribute the first target attribute that failed
 * @param code {@code required}, {@code date}, {@code boolean} or {@code replace}
 * @param message what is wrong and allowed; names fields, quotes no value
 */
public record Rejection(String attribute, String code, String message) implements Mapped {}
