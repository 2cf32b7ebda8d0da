UPDATE run SET epoch = :epoch, status = 'running' WHERE run = :run AND status = 'held' AND scope = :scope
