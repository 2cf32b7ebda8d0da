DELETE FROM staged WHERE run = :run
