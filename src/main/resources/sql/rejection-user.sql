SELECT r.fingerprint, r.code, r.message, r.attempts, r.retry_at
FROM rejection r JOIN scope p ON p.scope = r.scope
WHERE p.connector = :connector AND p.platform = :platform AND r.id = :id
