-- Users the platform refused who are to be offered once more in the same run: how many operations had succeeded when the batch
-- began in which they were refused; and the number of the request in which they went out alone, as the same content never goes
-- out under two.
ALTER TABLE plan_change ADD COLUMN refused_after bigint;
ALTER TABLE plan_change ADD COLUMN sent_alone integer;
