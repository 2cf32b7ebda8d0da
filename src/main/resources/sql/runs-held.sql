SELECT run FROM run WHERE connector = :connector AND status = 'held' AND run <> :run
