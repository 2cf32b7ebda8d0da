package io.connectors.salesforce.mapping;

/**
 * A user as the platform is to have it.
 *
 * @param json canonical: members sorted, no white space, ASCII with everything else escaped
 * @param fingerprint the first 16 bytes of its SHA-256; equal for equal documents, whatever the order of the mapping's rows
 */
public record Document(String json, byte[] fingerprint) implements Mapped {}
