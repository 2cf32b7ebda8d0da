-- What the last runs planned for one user; those that only looked are left out.
SELECT r.run, r.started_at, c.id, c.kind, c.state, c.reason, c.code, c.message
FROM plan_change c JOIN run r ON r.run = c.run
WHERE r.connector = :connector AND c.id = :id AND NOT r.preview
ORDER BY r.started_at DESC, r.run DESC
FETCH FIRST 20 ROWS ONLY
