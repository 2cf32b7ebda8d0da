/** The commands: parse, call, print. */
package io.connectors.salesforce.cli;
