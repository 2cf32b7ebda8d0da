/** What Salesforce's error codes mean, and what to do about each; plain words, no requests. */
package io.connectors.salesforce.org.answer;
