-- Offered once more is who is refused for the first time, in this run and with this document.
MERGE INTO plan_change t
USING (SELECT u.id, u.code, u.message, u.alone,
         CASE WHEN :again OR r.id IS NOT NULL THEN NULL ELSE CAST(:after AS bigint) END AS refused_after
       FROM UNNEST(CAST(:ids AS varchar ARRAY), CAST(:codes AS varchar ARRAY), CAST(:messages AS varchar ARRAY),
         CAST(:alone AS integer ARRAY)) AS u(id, code, message, alone)
       JOIN plan_change p ON p.run = :run AND p.id = u.id
       LEFT JOIN rejection r ON r.scope = :scope AND r.id = u.id AND r.fingerprint IS NOT DISTINCT FROM p.fingerprint) s
ON t.run = :run AND t.id = s.id
WHEN MATCHED THEN UPDATE SET state = 'rejected', code = s.code, message = s.message,
  document = CASE WHEN s.refused_after IS NULL THEN NULL ELSE t.document END,
  refused_after = s.refused_after, sent_alone = s.alone
