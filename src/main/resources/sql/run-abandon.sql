UPDATE run
SET status = 'failed', reason = :reason,
  created = (SELECT COUNT(*) FROM plan_change p WHERE p.run = run.run AND p.kind = 'create' AND p.state = 'acknowledged'),
  updated = (SELECT COUNT(*) FROM plan_change p WHERE p.run = run.run AND p.kind = 'update' AND p.state = 'acknowledged'),
  deleted = (SELECT COUNT(*) FROM plan_change p WHERE p.run = run.run AND p.kind = 'delete' AND p.state = 'acknowledged'),
  rejected = (SELECT COUNT(*) FROM plan_change p
              WHERE p.run = run.run AND stage NOT IN ('read', 'seal', 'plan')
                AND (p.kind = 'reject' OR p.state = 'rejected' AND p.kind <> 'delete')),
  pending = (SELECT COUNT(*) FROM plan_change p
             WHERE p.run = run.run AND stage NOT IN ('read', 'seal', 'plan')
               AND p.kind IN ('create', 'update') AND p.state = 'planned'),
  missing = missing + (SELECT COUNT(*) FROM plan_change p
                       WHERE p.run = run.run AND stage NOT IN ('read', 'seal', 'plan')
                         AND p.kind = 'delete' AND p.state <> 'acknowledged')
WHERE run = :dead AND status = 'running'
  AND EXISTS (SELECT 1 FROM lease WHERE connector = :connector AND epoch = :epoch)
