-- What is offered now: deletions, or creations and updates; for the first time, or once more whom the platform refused before
-- another operation succeeded.
SELECT id, kind, document, reason, sent_alone FROM plan_change
WHERE run = :?run AND kind IN ('create', 'update', 'delete') AND (kind = 'delete') = :?deletions
  AND (state = 'planned' AND NOT :?again OR state = 'rejected' AND :?again AND refused_after < :?successes)
ORDER BY id
