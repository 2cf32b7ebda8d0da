/** What goes to a platform and what comes back: batches, results, halving, tokens, retries. Knows nothing of Salesforce and SQL. */
package io.connectors.salesforce.platform;
