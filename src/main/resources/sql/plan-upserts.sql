INSERT INTO plan_change (run, id, kind, state, fresh, fingerprint, document)
SELECT s.run, s.id, CASE WHEN k.acknowledged THEN 'update' ELSE 'create' END, 'planned', k.id IS NULL, s.fingerprint,
  CASE WHEN :preview THEN NULL ELSE s.document END
FROM staged s
LEFT JOIN snapshot k ON k.scope = :scope AND k.id = s.id
LEFT JOIN rejection r ON r.scope = :scope AND r.id = s.id AND r.fingerprint = s.fingerprint AND r.retry_at > :now
WHERE s.run = :run AND s.fingerprint IS NOT NULL
  AND (:resend OR r.id IS NULL AND (k.id IS NULL OR NOT k.acknowledged OR k.fingerprint IS NULL OR k.fingerprint <> s.fingerprint))
  AND EXISTS (SELECT 1 FROM lease WHERE connector = :connector AND epoch = :epoch)
