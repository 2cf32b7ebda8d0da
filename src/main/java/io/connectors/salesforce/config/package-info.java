/**
 * Connectors as people write them: one YAML file each, read, validated with all problems at once, and turned into
 * records. {@code connector.schema.json} holds keys, types and defaults; Java adds what a schema cannot say.
 */
package io.connectors.salesforce.config;
