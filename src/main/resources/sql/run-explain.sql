UPDATE run SET reason = :reason, stage = 'close' WHERE run = :run
