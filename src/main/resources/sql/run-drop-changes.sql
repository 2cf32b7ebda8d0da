DELETE FROM plan_change WHERE run = :run AND id IN (SELECT id FROM plan_change WHERE run = :run ORDER BY id FETCH FIRST :rows ROWS ONLY)
