SELECT s.fingerprint, s.acknowledged, s.missing_runs
FROM snapshot s JOIN scope p ON p.scope = s.scope
WHERE p.connector = :connector AND p.platform = :platform AND s.id = :id
