-- Keys that sign tokens. Whoever has a secret can make tokens, and so answer more often than once; tokens
-- that were given out tell it nothing of who has them, as it never saw them.
CREATE TABLE token_keys (
  id TEXT PRIMARY KEY,
  key TEXT NOT NULL,
  secret TEXT NOT NULL,
  good_from TEXT NOT NULL,
  good_until TEXT NOT NULL,
  log_index BIGINT
);

-- Tokens that were spent, by the SHA-256 of what was signed. No token can be told to be the one that was
-- given out to anybody, so this says no more of a household than the submission beside it.
CREATE TABLE spent_tokens (
  digest TEXT PRIMARY KEY,
  submission TEXT NOT NULL REFERENCES submissions (id)
);
CREATE INDEX spent_tokens_by_submission ON spent_tokens (submission);

-- Codes that stewards gave to households, as SHA-256: which is whose, nobody writes down here.
CREATE TABLE token_codes (
  code_hash TEXT PRIMARY KEY
);

-- For which requests a code has had its token. Every hub asks for all of them, so this says which codes are in
-- use, and nothing of what was looked at or answered.
CREATE TABLE token_issues (
  code_hash TEXT NOT NULL REFERENCES token_codes (code_hash),
  request TEXT NOT NULL REFERENCES requests (id),
  PRIMARY KEY (code_hash, request)
);
