-- The connectors that have anything stored about a user.
SELECT p.connector FROM scope p JOIN snapshot s ON s.scope = p.scope AND s.id = :id
UNION SELECT p.connector FROM scope p JOIN rejection j ON j.scope = p.scope AND j.id = :id
UNION SELECT r.connector FROM run r JOIN plan_change c ON c.run = r.run AND c.id = :id
UNION SELECT r.connector FROM run r JOIN staged t ON t.run = r.run AND t.id = :id
UNION SELECT r.connector FROM run r JOIN frozen f ON f.run = r.run AND f.id = :id
