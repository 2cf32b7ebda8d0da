/** Finds what must not be seen in texts that others wrote, however it is encoded there. */
package io.connectors.salesforce.config.mask;
