-- Those out of sight for too few runs are deleted by a later one.
MERGE INTO plan_change t
USING (SELECT u.id FROM UNNEST(CAST(:ids AS varchar ARRAY)) AS u(id)
       WHERE NOT EXISTS (SELECT 1 FROM snapshot k WHERE k.scope = :scope AND k.id = u.id AND k.missing_runs + :ahead >= :limit)) s
ON t.run = :run AND t.id = s.id
WHEN MATCHED AND t.kind = 'delete' THEN DELETE
