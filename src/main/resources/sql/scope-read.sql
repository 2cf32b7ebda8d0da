SELECT scope, org_id, mapping_version, fill,
  (SELECT COUNT(*) FROM snapshot k WHERE k.scope = c.scope AND k.acknowledged) AS users,
  (SELECT COUNT(*) FROM snapshot k WHERE k.scope = c.scope) AS known
FROM scope c
WHERE connector = :connector AND platform = :platform
