UPDATE snapshot SET missing_runs = missing_runs + 1
WHERE scope = :scope
  AND id IN (SELECT p.id FROM plan_change p WHERE p.run = :run AND p.kind = 'delete' AND p.reason = 'not-visible')
  AND EXISTS (SELECT 1 FROM lease WHERE connector = :connector AND epoch = :epoch)
