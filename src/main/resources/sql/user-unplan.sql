-- A held plan without a user: its counts are still those of its rows.
UPDATE run
SET selected = selected - (SELECT COUNT(*) FROM plan_change c WHERE c.run = run.run AND c.id = :id AND c.kind <> 'delete'),
  created = created - (SELECT COUNT(*) FROM plan_change c WHERE c.run = run.run AND c.id = :id AND c.kind = 'create' AND c.state = 'planned'),
  updated = updated - (SELECT COUNT(*) FROM plan_change c WHERE c.run = run.run AND c.id = :id AND c.kind = 'update' AND c.state = 'planned'),
  deleted = deleted - (SELECT COUNT(*) FROM plan_change c WHERE c.run = run.run AND c.id = :id AND c.kind = 'delete' AND c.state = 'planned'),
  rejected = rejected - (SELECT COUNT(*) FROM plan_change c WHERE c.run = run.run AND c.id = :id AND c.kind <> 'delete' AND c.state = 'rejected')
WHERE status = 'held' AND EXISTS (SELECT 1 FROM plan_change c WHERE c.run = run.run AND c.id = :id)
