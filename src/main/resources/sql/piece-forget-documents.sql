UPDATE <table> SET document = NULL
WHERE run = :of AND id > :after AND id <= :end AND document IS NOT NULL
  AND EXISTS (SELECT 1 FROM lease WHERE connector = :connector AND epoch = :epoch)
