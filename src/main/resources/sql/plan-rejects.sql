INSERT INTO plan_change (run, id, kind, state, fresh, code, message)
SELECT s.run, s.id, 'reject', 'rejected', FALSE, COALESCE(s.code, r.code), COALESCE(s.message, r.message)
FROM staged s
LEFT JOIN rejection r ON r.scope = :scope AND r.id = s.id AND r.fingerprint = s.fingerprint AND r.retry_at > :now
WHERE s.run = :run AND (s.fingerprint IS NULL OR r.id IS NOT NULL AND NOT :resend)
  AND EXISTS (SELECT 1 FROM lease WHERE connector = :connector AND epoch = :epoch)
