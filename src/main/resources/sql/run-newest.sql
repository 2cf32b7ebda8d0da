-- The latest of all, skipped ones too.
SELECT run FROM run WHERE connector = :connector ORDER BY connector, started_at DESC, run DESC FETCH FIRST 1 ROWS ONLY
