UPDATE lease
SET epoch = epoch + 1, owner = :owner, expires_at = CURRENT_TIMESTAMP + CAST(:seconds AS integer) * INTERVAL '1' SECOND
WHERE connector = :connector AND expires_at <= CURRENT_TIMESTAMP
