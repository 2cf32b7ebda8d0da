MERGE INTO plan_change t
USING (SELECT u.id FROM UNNEST(CAST(:ids AS varchar ARRAY)) AS u(id)) s ON t.run = :run AND t.id = s.id
WHEN MATCHED THEN UPDATE SET state = 'acknowledged', document = NULL, code = NULL, message = NULL
