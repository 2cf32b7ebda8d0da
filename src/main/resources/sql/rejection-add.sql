-- A deletion has no fingerprint; its refusal is noted so that the next run does not offer it twice.
MERGE INTO rejection t
USING (SELECT p.id, p.fingerprint, p.code, p.message
       FROM UNNEST(CAST(:ids AS varchar ARRAY)) AS u(id)
       JOIN plan_change p ON p.run = :run AND p.id = u.id) s
ON t.scope = :scope AND t.id = s.id
WHEN MATCHED THEN UPDATE SET
  attempts = CASE WHEN t.fingerprint IS NOT DISTINCT FROM s.fingerprint THEN t.attempts + CAST(:attempts AS integer) ELSE 1 END,
  retry_at = CAST(:now AS timestamp with time zone) + INTERVAL '1' HOUR * CASE
    WHEN t.fingerprint IS DISTINCT FROM s.fingerprint THEN 1
    WHEN t.attempts + CAST(:attempts AS integer) = 1 THEN 1 WHEN t.attempts + CAST(:attempts AS integer) = 2 THEN 2
    WHEN t.attempts + CAST(:attempts AS integer) = 3 THEN 4 WHEN t.attempts + CAST(:attempts AS integer) = 4 THEN 8
    WHEN t.attempts + CAST(:attempts AS integer) = 5 THEN 16 ELSE 24 END,
  fingerprint = s.fingerprint, code = s.code, message = s.message
WHEN NOT MATCHED THEN INSERT (scope, id, fingerprint, code, message, attempts, retry_at)
  VALUES (:scope, s.id, s.fingerprint, s.code, s.message, 1, CAST(:now AS timestamp with time zone) + INTERVAL '1' HOUR)
