/** What a connector may name: hosts of the outside, and secrets of this machine. */
package io.connectors.salesforce.config.allow;
