MERGE INTO snapshot t
USING (SELECT u.id FROM UNNEST(CAST(:ids AS varchar ARRAY)) AS u(id)) s ON t.scope = :scope AND t.id = s.id
WHEN MATCHED THEN UPDATE SET fingerprint = NULL
WHEN NOT MATCHED THEN INSERT (scope, id, fingerprint, acknowledged, missing_runs) VALUES (:scope, s.id, NULL, FALSE, 0)
