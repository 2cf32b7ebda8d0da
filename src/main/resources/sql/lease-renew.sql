UPDATE lease
SET expires_at = CURRENT_TIMESTAMP + CAST(:seconds AS integer) * INTERVAL '1' SECOND
WHERE connector = :connector AND epoch = :epoch
