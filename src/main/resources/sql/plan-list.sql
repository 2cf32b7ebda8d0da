SELECT id, kind, state, reason, code, message FROM plan_change
WHERE run = :run AND id > :after AND (CAST(:kind AS varchar) IS NULL OR kind = :kind)
  AND (CAST(:state AS varchar) IS NULL OR state = :state)
ORDER BY id
FETCH FIRST :limit ROWS ONLY
