DELETE FROM plan_change WHERE id = :id AND run IN (SELECT run FROM run)
