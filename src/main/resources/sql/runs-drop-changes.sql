DELETE FROM plan_change WHERE run IN (SELECT u.run FROM UNNEST(CAST(:runs AS varchar ARRAY)) AS u(run))
