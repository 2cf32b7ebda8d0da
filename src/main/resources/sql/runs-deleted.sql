SELECT COALESCE(SUM(deleted), 0) FROM run
WHERE connector = :connector AND scope = :scope AND run <> :run AND NOT preview AND NOT overridden
  AND status IN ('completed', 'failed', 'cancelled') AND started_at > :since
