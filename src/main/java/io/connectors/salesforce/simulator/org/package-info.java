/**
 * A simulated Salesforce org, built from the documented facts of its APIs rather than for one client. For the demo and the
 * tests; nothing of the connector knows it.
 */
package io.connectors.salesforce.simulator.org;
