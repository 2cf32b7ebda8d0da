SELECT run FROM run WHERE connector = :connector AND status = 'running' AND run <> :run
