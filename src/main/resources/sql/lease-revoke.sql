UPDATE lease SET epoch = epoch + 1, expires_at = CURRENT_TIMESTAMP WHERE connector = :connector AND epoch = :epoch
