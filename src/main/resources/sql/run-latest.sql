-- The latest run that was not skipped, previews too.
SELECT run, connector, scope, epoch, status, started_by, preview, overridden, org_id, mapping_version, left_out, selected, unchanged,
  created, updated, deleted, rejected, pending, missing, reason, api_calls, started_at, duration_ms
FROM run
WHERE connector = :connector AND status <> 'skipped'
ORDER BY connector, started_at DESC, run DESC
FETCH FIRST 1 ROWS ONLY
