/** One connector server: its settings, its files, its database and its Camel context, wired together. */
package io.connectors.salesforce.server;
