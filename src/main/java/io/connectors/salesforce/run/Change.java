package io.connectors.salesforce.run;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One user's part in a plan.
 *
 * @param kind create, update, delete or reject
 * @param state planned, acknowledged or rejected
 * @param reason of a deletion: status, filter or not-visible
 * @param code of a rejection
 * @param message of a rejection
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Change(String sourceId, String kind, String state, String reason, String code, String message) {}
