DELETE FROM plan_change WHERE run IN (
  SELECT run FROM run WHERE connector = :connector AND status <> 'held' ORDER BY started_at DESC OFFSET :keep ROWS)
