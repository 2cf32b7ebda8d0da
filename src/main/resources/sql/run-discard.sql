UPDATE run
SET status = 'cancelled', stage = 'close', reason = :reason, pending = created + updated, missing = missing + deleted,
  created = 0, updated = 0, deleted = 0
WHERE run = :run AND status = 'held'
