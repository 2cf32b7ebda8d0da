package io.connectors.salesforce.config;

/**
 * What holds a plan.
 *
 * @param deletions of the snapshot
 * @param changes of the snapshot
 * @param rejections of the users read
 * @param minimumUsers shares count from this many users on
 * @param notVisibleRuns sealed runs in a row without sight of a user before it is deleted, from 1
 * @param apiUsage of the org's daily requests, for one run
 */
public record Safeguards(
        Limit deletions, Limit changes, Limit rejections, int minimumUsers, int notVisibleRuns, Limit apiUsage) {}
