DELETE FROM plan_change
WHERE run = :run AND kind = 'delete' AND reason = 'not-visible'
  AND NOT EXISTS (SELECT 1 FROM snapshot k WHERE k.scope = :scope AND k.id = plan_change.id AND k.missing_runs + :ahead >= :limit)
