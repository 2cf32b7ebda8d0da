DELETE FROM plan_change
WHERE run = :run AND kind = 'delete' AND id IN (SELECT u.id FROM UNNEST(CAST(:ids AS varchar ARRAY)) AS u(id))
