DELETE FROM <table>
WHERE run = :of AND id > :after AND id <= :end
  AND EXISTS (SELECT 1 FROM lease WHERE connector = :connector AND epoch = :epoch)
