-- The feeds. A row is there from the moment at which the feed's entry is queued, log_index from the
-- moment at which the log has it, size (of the tree that the feed's proof is about) from the moment at
-- which it may be served. Whoever removes the last row makes the server say one number twice, which
-- every reader of the log notices.
CREATE TABLE feeds (
  number BIGINT PRIMARY KEY,
  digest TEXT NOT NULL,
  at TEXT NOT NULL,
  log_index BIGINT,
  size BIGINT
);
