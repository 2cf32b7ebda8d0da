SELECT COUNT(*) FROM staged WHERE run = :run AND fingerprint IS NULL
