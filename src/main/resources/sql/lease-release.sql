UPDATE lease SET expires_at = CURRENT_TIMESTAMP WHERE connector = :connector AND epoch = :epoch
