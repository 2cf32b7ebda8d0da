MERGE INTO plan_change t
USING (SELECT u.id, u.code, u.message
       FROM UNNEST(CAST(:ids AS varchar ARRAY), CAST(:codes AS varchar ARRAY), CAST(:messages AS varchar ARRAY)) AS u(id, code, message)) s
ON t.run = :run AND t.id = s.id
WHEN MATCHED THEN UPDATE SET state = 'rejected', document = NULL, code = s.code, message = s.message
