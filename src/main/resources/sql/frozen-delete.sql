DELETE FROM frozen WHERE run IN (SELECT run FROM run WHERE connector = :connector)
