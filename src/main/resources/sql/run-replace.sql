UPDATE run SET status = 'replaced', stage = 'close', reason = :reason
WHERE run = :held AND status = 'held'
  AND EXISTS (SELECT 1 FROM lease WHERE connector = :connector AND epoch = :epoch)
