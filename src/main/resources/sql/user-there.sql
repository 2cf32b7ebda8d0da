-- The connectors whose platform has a user, or may have.
SELECT DISTINCT p.connector FROM scope p JOIN snapshot s ON s.scope = p.scope AND s.id = :id ORDER BY p.connector
