-- A plan that is not applied any more; its counts stay those of what would have been sent.
UPDATE run SET status = :status, stage = 'close', reason = :reason WHERE run = :run AND status = 'held'
