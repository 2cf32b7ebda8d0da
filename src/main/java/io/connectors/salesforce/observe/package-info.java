/** What operators see of a connector server: health, metrics, notifications. */
package io.connectors.salesforce.observe;
