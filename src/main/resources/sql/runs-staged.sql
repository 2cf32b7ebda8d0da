-- Runs of the connector that ended without dropping their import; a held one's is its own.
SELECT run FROM run
WHERE connector = :connector AND run <> :run AND status <> 'held'
  AND (EXISTS (SELECT 1 FROM staged s WHERE s.run = run.run) OR EXISTS (SELECT 1 FROM frozen f WHERE f.run = run.run))
