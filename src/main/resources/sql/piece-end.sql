SELECT id FROM <table> WHERE run = :of AND id > :after ORDER BY id OFFSET :piece ROWS FETCH FIRST 1 ROWS ONLY
