-- Should no answer come, the next run sends them.
MERGE INTO rejection t
USING (SELECT u.id FROM UNNEST(CAST(:ids AS varchar ARRAY)) AS u(id)) s ON t.scope = :scope AND t.id = s.id
WHEN MATCHED THEN UPDATE SET retry_at = CAST(:now AS timestamp with time zone)
