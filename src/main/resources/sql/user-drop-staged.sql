DELETE FROM staged WHERE id = :id AND run IN (SELECT run FROM run)
