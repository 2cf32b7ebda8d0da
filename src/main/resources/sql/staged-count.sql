SELECT COUNT(*) FROM staged WHERE run = :run
