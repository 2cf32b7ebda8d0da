package io.connectors.salesforce.mapping;

/**
 * One user as the source has it, on the way to a document.
 *
 * @param id the Salesforce Id, 18 characters
 * @param values by the columns asked for, as {@link Mapper#map} takes them
 */
public record SourceUser(String id, Object[] values) {}
