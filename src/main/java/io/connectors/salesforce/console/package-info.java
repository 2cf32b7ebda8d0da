/** The API and the console of {@code serve}: HTTP on the outside, the connector server on the inside. */
package io.connectors.salesforce.console;
