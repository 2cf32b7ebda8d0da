UPDATE run SET status = 'cancelled', stage = 'close', reason = :reason WHERE run = :run AND status = 'held'
