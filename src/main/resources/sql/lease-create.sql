MERGE INTO lease t
USING (SELECT CAST(:connector AS varchar(63)) AS connector) s ON t.connector = s.connector
WHEN NOT MATCHED THEN
  INSERT (connector, epoch, owner, expires_at) VALUES (s.connector, 0, '', TIMESTAMP WITH TIME ZONE '2000-01-01 00:00:00+00')
