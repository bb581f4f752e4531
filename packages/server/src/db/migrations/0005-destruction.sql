-- When a request ended: the days of its handling promise count from there. Whoever moves it can make
-- overdue footage look in time here, and the log has the day of the end.
ALTER TABLE requests ADD COLUMN ended_at TEXT;

-- How many answers the log calls overdue already.
ALTER TABLE requests ADD COLUMN overdue BIGINT NOT NULL DEFAULT 0;
