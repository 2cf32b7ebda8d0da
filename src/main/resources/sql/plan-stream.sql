SELECT id, kind, document, reason FROM plan_change
WHERE run = :?run AND state = 'planned' AND kind IN ('create', 'update', 'delete')
ORDER BY id
