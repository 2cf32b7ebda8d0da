/** The ways out of this process: whom requests go to, what may stand between, and why no answer came. */
package io.connectors.salesforce.config.net;
