MERGE INTO snapshot t
USING (SELECT p.id, p.fingerprint
       FROM UNNEST(CAST(:ids AS varchar ARRAY)) AS u(id) JOIN plan_change p ON p.run = :run AND p.id = u.id) s
ON t.scope = :scope AND t.id = s.id
WHEN MATCHED THEN UPDATE SET fingerprint = s.fingerprint, acknowledged = TRUE, missing_runs = 0
WHEN NOT MATCHED THEN INSERT (scope, id, fingerprint, acknowledged, missing_runs) VALUES (:scope, s.id, s.fingerprint, TRUE, 0)
