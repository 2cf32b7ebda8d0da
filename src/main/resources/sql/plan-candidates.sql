SELECT id FROM plan_change WHERE run = :run AND kind = 'delete' AND state = 'planned' AND id > :after ORDER BY id FETCH FIRST 400 ROWS ONLY
