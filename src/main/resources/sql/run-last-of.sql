-- The last run of a status that was more than a preview.
SELECT run, connector, scope, epoch, status, started_by, preview, overridden, org_id, mapping_version, left_out, selected, unchanged,
  created, updated, deleted, rejected, pending, missing, reason, api_calls, started_at, duration_ms
FROM run
WHERE connector = :connector AND status = :status AND NOT preview
ORDER BY connector, status, started_at DESC, run DESC
FETCH FIRST 1 ROWS ONLY
