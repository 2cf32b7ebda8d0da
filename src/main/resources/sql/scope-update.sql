UPDATE scope
SET org_id = (SELECT r.org_id FROM run r WHERE r.run = :run),
  mapping_version = (SELECT r.mapping_version FROM run r WHERE r.run = :run),
  fill = (SELECT r.fill FROM run r WHERE r.run = :run)
WHERE scope = :scope
