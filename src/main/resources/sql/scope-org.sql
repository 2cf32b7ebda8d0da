UPDATE scope SET org_id = COALESCE((SELECT r.org_id FROM run r WHERE r.run = :run), org_id) WHERE scope = :scope
