INSERT INTO frozen (run, id)
SELECT :run, u.id
FROM UNNEST(CAST(:ids AS varchar ARRAY)) AS u(id)
WHERE EXISTS (SELECT 1 FROM lease WHERE connector = :connector AND epoch = :epoch)
  AND NOT EXISTS (SELECT 1 FROM frozen f WHERE f.run = :run AND f.id = u.id)
