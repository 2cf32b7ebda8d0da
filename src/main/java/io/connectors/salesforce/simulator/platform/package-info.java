/** A simulated platform that keeps what it is sent. For the demo and the tests; nothing of the connector knows it. */
package io.connectors.salesforce.simulator.platform;
