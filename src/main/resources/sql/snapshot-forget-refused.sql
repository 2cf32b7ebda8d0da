DELETE FROM snapshot
WHERE scope = :scope AND NOT acknowledged
  AND id IN (SELECT p.id FROM UNNEST(CAST(:ids AS varchar ARRAY)) AS u(id)
             JOIN plan_change p ON p.run = :run AND p.id = u.id AND p.fresh)
