SELECT run
FROM run
WHERE connector = :connector AND started_by = 'schedule' AND started_at >= :firing AND epoch > 0
  AND (status <> 'running'
    OR epoch = (SELECT epoch FROM lease WHERE connector = :connector AND expires_at > CURRENT_TIMESTAMP))
