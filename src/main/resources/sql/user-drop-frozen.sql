DELETE FROM frozen WHERE id = :id AND run IN (SELECT run FROM run)
