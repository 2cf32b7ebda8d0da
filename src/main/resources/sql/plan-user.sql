-- What the last runs planned for one user at the present platform; those that only looked are left out.
SELECT r.run, r.started_at, r.status, c.id, c.kind, c.state, c.reason, c.code, c.message
FROM plan_change c JOIN run r ON r.run = c.run JOIN scope s ON s.scope = r.scope AND s.platform = :platform
WHERE r.connector = :connector AND c.id = :id AND NOT r.preview
ORDER BY r.started_at DESC, r.run DESC
FETCH FIRST 20 ROWS ONLY
