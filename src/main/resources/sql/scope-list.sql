SELECT scope FROM scope WHERE connector = :connector
