MERGE INTO snapshot t
USING (SELECT u.id FROM UNNEST(CAST(:ids AS varchar ARRAY)) AS u(id)) s ON t.scope = :scope AND t.id = s.id
WHEN MATCHED THEN UPDATE SET missing_runs = missing_runs + 1
