DELETE FROM staged WHERE run IN (SELECT run FROM run WHERE connector = :connector AND run <> :run)
