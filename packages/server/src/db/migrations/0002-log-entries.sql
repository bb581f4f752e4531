-- What waits for the log goes into it in the order in which it was written, and only what waits is kept.
DELETE FROM outbox WHERE log_index IS NOT NULL;
DROP INDEX outbox_open;
ALTER TABLE outbox DROP COLUMN log_index;
ALTER TABLE outbox ADD COLUMN sequence BIGINT NOT NULL DEFAULT 0;

-- The state that a request moves to once the log says so: meanwhile it can be answered no more, and
-- nobody else can end it. Whoever sets it can end a request, which everybody would see.
ALTER TABLE requests ADD COLUMN ending TEXT;

-- When an agency's admission was handed to the log. It is admitted when the log has it.
ALTER TABLE agencies ADD COLUMN entered_at TEXT;
ALTER TABLE agencies ADD COLUMN admission_index BIGINT;
ALTER TABLE agencies ADD COLUMN key_index BIGINT;
