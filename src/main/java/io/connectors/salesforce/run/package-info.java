/**
 * Runs and their state: lease, import, plan, safeguards, acknowledgements. All of it lives in one database; the SQL is in the
 * resources under {@code sql/}, one statement a file. Knows nothing of Salesforce.
 */
package io.connectors.salesforce.run;
