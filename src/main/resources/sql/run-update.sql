UPDATE run
SET status = :status, stage = :stage, overridden = :overridden, org_id = COALESCE(:orgId, org_id),
  mapping_version = COALESCE(mapping_version, :mappingVersion), fill = COALESCE(:fill, fill), left_out = :leftOut,
  selected = :read, unchanged = :unchanged, created = :created, updated = :updated, deleted = :deleted, rejected = :rejected,
  pending = :pending, missing = :missing, reason = :reason, api_calls = :apiCalls, duration_ms = :durationMs
WHERE run = :run
