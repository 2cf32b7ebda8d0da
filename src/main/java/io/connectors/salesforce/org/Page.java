package io.connectors.salesforce.org;

import io.connectors.salesforce.mapping.SourceUser;
import java.util.List;

/**
 * One page of a query's answer.
 *
 * @param total rows of the whole query
 * @param done whether it is the last page
 * @param next path of the next page, or null
 * @param users the rows: Id and values by the query's columns
 */
record Page(long total, boolean done, String next, List<SourceUser> users) {}
