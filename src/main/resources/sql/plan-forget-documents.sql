UPDATE plan_change SET document = NULL WHERE run = :run AND document IS NOT NULL
