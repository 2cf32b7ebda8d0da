-- Runs whose time is over, the oldest first. Quiet is one that changed nobody, did not fail and was not decided about. What is held stays,
-- and so do the deletions that a safeguard still adds up.
SELECT run, started_at
FROM run
WHERE started_at >= :afterTime AND started_at < :latest AND (started_at > :afterTime OR run > :afterRun)
  AND status NOT IN ('running', 'held')
  AND (started_at < :before
    OR started_at < :quietBefore AND NOT overridden
      AND (status IN ('previewed', 'skipped') OR status = 'completed' AND created + updated + deleted = 0))
  AND NOT (deleted > 0 AND started_at >= :lately)
ORDER BY started_at, run
FETCH FIRST 100 ROWS ONLY
