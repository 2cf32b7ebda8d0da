UPDATE scope SET org_id = :orgId, mapping_version = :mappingVersion WHERE scope = :scope
