SELECT run FROM run WHERE connector = :connector FETCH FIRST 100 ROWS ONLY
