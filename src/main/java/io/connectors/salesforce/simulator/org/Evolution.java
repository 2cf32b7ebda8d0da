package io.connectors.salesforce.simulator.org;

import java.util.List;

/**
 * What happened in an org, by the Ids of those it happened to.
 *
 * @param joined created
 * @param moved to another department
 * @param left deactivated
 */
public record Evolution(List<String> joined, List<String> moved, List<String> left) {}
