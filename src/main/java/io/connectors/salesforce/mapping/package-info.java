/** Mappings: CSV in, canonical JSON documents out. Knows Jackson, FastCSV and java.*; no Camel, no SQL. */
package io.connectors.salesforce.mapping;
