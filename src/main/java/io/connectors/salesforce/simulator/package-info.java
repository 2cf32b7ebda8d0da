/** What the simulators share. For the demo and the tests; nothing of the connector knows it. */
package io.connectors.salesforce.simulator;
