INSERT INTO plan_change (run, id, kind, state, fresh)
SELECT :run, k.id, 'delete', 'planned', FALSE
FROM snapshot k
WHERE k.scope = :scope
  AND NOT EXISTS (SELECT 1 FROM staged s WHERE s.run = :run AND s.id = k.id)
  AND EXISTS (SELECT 1 FROM lease WHERE connector = :connector AND epoch = :epoch)
