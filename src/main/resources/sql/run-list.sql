SELECT run, connector, scope, epoch, status, started_by, preview, overridden, org_id, mapping_version, left_out, selected, unchanged,
  created, updated, deleted, rejected, pending, missing, reason, api_calls, started_at, duration_ms
FROM run
WHERE connector = :connector
  AND (CAST(:before AS varchar) IS NULL OR started_at < CAST(:at AS timestamp with time zone)
    OR started_at = CAST(:at AS timestamp with time zone) AND run < CAST(:before AS varchar))
ORDER BY connector, started_at DESC, run DESC
FETCH FIRST :limit ROWS ONLY
