MERGE INTO snapshot t
USING (SELECT p.id FROM UNNEST(CAST(:ids AS varchar ARRAY)) AS u(id)
       JOIN plan_change p ON p.run = :run AND p.id = u.id AND p.fresh) s
ON t.scope = :scope AND t.id = s.id
WHEN MATCHED AND NOT t.acknowledged THEN DELETE
