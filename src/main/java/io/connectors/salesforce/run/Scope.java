package io.connectors.salesforce.run;

import io.connectors.salesforce.mapping.Fill;

/**
 * The snapshot of one connector at one platform, as it was when the run claimed it.
 *
 * @param orgId of the org it was read from, or null before the first applied run
 * @param mappingVersion of the last applied run, or null
 * @param fill of the last applied run's import, or null
 * @param users acknowledged ones
 * @param known these, and those who may have arrived without an acknowledgement
 */
record Scope(long id, String orgId, String mappingVersion, Fill fill, long users, long known) {}
