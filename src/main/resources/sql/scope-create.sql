MERGE INTO scope t
USING (SELECT CAST(:connector AS varchar(63)) AS connector, CAST(:platform AS varchar(2000)) AS platform) s
ON t.connector = s.connector AND t.platform = s.platform
WHEN NOT MATCHED THEN INSERT (connector, platform) VALUES (s.connector, s.platform)
