UPDATE plan_change SET reason = :reason
WHERE run = :run AND id IN (SELECT u.id FROM UNNEST(CAST(:ids AS varchar ARRAY)) AS u(id))
