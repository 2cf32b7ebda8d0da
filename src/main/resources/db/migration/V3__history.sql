-- Runs are kept by age, so there may be tens of thousands of a connector: these find the latest, the latest of a status, and the old ones.
CREATE INDEX run_latest ON run (connector, started_at DESC, run DESC);
CREATE INDEX run_by_status ON run (connector, status, started_at DESC, run DESC);
CREATE INDEX run_by_age ON run (started_at, run);
DROP INDEX run_by_connector;
