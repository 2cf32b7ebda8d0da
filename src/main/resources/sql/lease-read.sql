SELECT epoch, expires_at, expires_at <= CURRENT_TIMESTAMP AS free FROM lease WHERE connector = :connector
