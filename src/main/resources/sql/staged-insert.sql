INSERT INTO staged (run, id, fingerprint, document, code, message)
SELECT :run, u.id, u.fingerprint, u.document, u.code, u.message
FROM UNNEST(CAST(:ids AS varchar ARRAY), CAST(:fingerprints AS bytea ARRAY), CAST(:documents AS varchar ARRAY),
  CAST(:codes AS varchar ARRAY), CAST(:messages AS varchar ARRAY)) AS u(id, fingerprint, document, code, message)
WHERE EXISTS (SELECT 1 FROM lease WHERE connector = :connector AND epoch = :epoch)
