DELETE FROM lease WHERE connector = :connector
