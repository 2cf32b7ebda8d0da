INSERT INTO run (run, connector, scope, epoch, status, stage, started_by, preview, overridden, selected, unchanged, created, updated,
  deleted, rejected, pending, missing, api_calls, started_at, duration_ms)
VALUES (:run, :connector, :scope, :epoch, :status, :stage, :trigger, :preview, :overridden, 0, 0, 0, 0, 0, 0, 0, 0, 0, :startedAt, 0)
