DELETE FROM frozen WHERE run = :run AND id IN (SELECT id FROM frozen WHERE run = :run ORDER BY id FETCH FIRST :rows ROWS ONLY)
