SELECT r.run,
  (SELECT COUNT(*) FROM plan_change c WHERE c.run = r.run) + (SELECT COUNT(*) FROM staged s WHERE s.run = r.run)
    + (SELECT COUNT(*) FROM frozen f WHERE f.run = r.run) AS weight
FROM UNNEST(CAST(:runs AS varchar ARRAY)) AS r(run)
