UPDATE snapshot SET missing_runs = 0
WHERE scope = :scope AND missing_runs > 0
  AND EXISTS (SELECT 1 FROM staged s WHERE s.run = :run AND s.id = snapshot.id)
  AND EXISTS (SELECT 1 FROM lease WHERE connector = :connector AND epoch = :epoch)
