/**
 * Salesforce: one guarded camel-salesforce component a connector, the SOQL, the describe, the pages and their seal. Knows
 * nothing of the platform and of the state.
 */
package io.connectors.salesforce.org;
