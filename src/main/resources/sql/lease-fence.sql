SELECT epoch FROM lease WHERE connector = :connector AND epoch = :epoch FOR UPDATE
