DELETE FROM staged WHERE run = :run AND id IN (SELECT id FROM staged WHERE run = :run ORDER BY id FETCH FIRST :rows ROWS ONLY)
