package io.connectors.salesforce.platform;

import java.util.List;

/** The body a platform route receives, as JSON. */
public record BatchRequest(String run, List<Operation> operations) {}
