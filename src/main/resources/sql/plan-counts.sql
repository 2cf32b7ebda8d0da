SELECT kind, state, COUNT(*) AS users FROM plan_change WHERE run = :run GROUP BY kind, state
