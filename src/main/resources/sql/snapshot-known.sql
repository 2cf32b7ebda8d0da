SELECT k.id, k.fingerprint
FROM UNNEST(CAST(:ids AS varchar ARRAY)) AS u(id)
JOIN snapshot k ON k.scope = :scope AND k.id = u.id
WHERE k.acknowledged AND k.fingerprint IS NOT NULL
