-- Types that SQLite and PostgreSQL read alike: TEXT (instants as RFC 3339, JSON as RFC 8785) and BIGINT.

-- The instance's own facts: the log's signing key among them. Whoever can change this table can sign
-- checkpoints. Witnesses and everybody who kept an older checkpoint would see the fork.
CREATE TABLE facts (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

-- Stewards and agency members. Whoever can change it can sign in as a steward, not open a submission.
CREATE TABLE members (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  agency TEXT
);

CREATE TABLE passkeys (
  credential TEXT PRIMARY KEY,
  member TEXT NOT NULL REFERENCES members (id),
  public_key TEXT NOT NULL,
  counter BIGINT NOT NULL
);

-- One-time secrets, kept as SHA-256 only: invitations, sign-in sessions, codes for a command line.
CREATE TABLE invites (
  token_hash TEXT PRIMARY KEY,
  role TEXT NOT NULL,
  agency TEXT,
  expires_at TEXT NOT NULL
);

CREATE TABLE sessions (
  token_hash TEXT PRIMARY KEY,
  member TEXT NOT NULL REFERENCES members (id),
  expires_at TEXT NOT NULL
);

CREATE TABLE codes (
  code_hash TEXT PRIMARY KEY,
  member TEXT NOT NULL REFERENCES members (id),
  expires_at TEXT NOT NULL
);

CREATE TABLE challenges (
  challenge TEXT PRIMARY KEY,
  expires_at TEXT NOT NULL
);

-- Whoever can change an agency's keys here can have footage of future requests sealed to themselves,
-- and the log names the key of every request, so that it would show.
CREATE TABLE agencies (
  id TEXT PRIMARY KEY,
  profile TEXT NOT NULL,
  verified_by TEXT NOT NULL,
  keys TEXT,
  created_at TEXT NOT NULL,
  admitted_at TEXT
);

CREATE TABLE confirmations (
  agency TEXT NOT NULL REFERENCES agencies (id),
  steward TEXT NOT NULL REFERENCES members (id),
  at TEXT NOT NULL,
  PRIMARY KEY (agency, steward)
);

-- Sealed in the agency's browser. Whoever reads it needs a passkey or a passphrase of the agency.
CREATE TABLE keyring (
  agency TEXT NOT NULL REFERENCES agencies (id),
  member TEXT NOT NULL REFERENCES members (id),
  way TEXT NOT NULL,
  credential TEXT NOT NULL,
  sealed TEXT NOT NULL,
  PRIMARY KEY (member, way, credential)
);

-- Signed by the agency: a change of the text breaks the signature and the digest in the log.
CREATE TABLE requests (
  id TEXT PRIMARY KEY,
  agency TEXT NOT NULL REFERENCES agencies (id),
  case_number TEXT NOT NULL,
  signed TEXT NOT NULL,
  wrapped_key TEXT NOT NULL,
  state TEXT NOT NULL,
  author TEXT NOT NULL REFERENCES members (id),
  created_at TEXT NOT NULL,
  approved_at TEXT,
  published_at TEXT,
  expires_at TEXT NOT NULL,
  outcome TEXT,
  log_index BIGINT
);
CREATE INDEX requests_by_agency ON requests (agency, created_at);
CREATE INDEX requests_by_state ON requests (state, created_at);

-- Yes of colleagues before a steward sees it.
CREATE TABLE approvals (
  request TEXT NOT NULL REFERENCES requests (id),
  member TEXT NOT NULL REFERENCES members (id),
  at TEXT NOT NULL,
  PRIMARY KEY (request, member)
);

CREATE TABLE moderations (
  request TEXT NOT NULL REFERENCES requests (id),
  steward TEXT NOT NULL REFERENCES members (id),
  decision TEXT NOT NULL,
  rules TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (request, steward)
);

-- Answers. Nothing about the sender: no address, no agent, the day only.
CREATE TABLE submissions (
  id TEXT PRIMARY KEY,
  request TEXT NOT NULL REFERENCES requests (id),
  secret_hash TEXT NOT NULL,
  state TEXT NOT NULL,
  day TEXT NOT NULL,
  release_at TEXT,
  log_index BIGINT,
  opened BIGINT NOT NULL,
  notes TEXT
);
CREATE INDEX submissions_by_request ON submissions (request, log_index);

-- Sealed files: sizes, how much is safe on disk, and the digest once all is there.
CREATE TABLE files (
  submission TEXT NOT NULL REFERENCES submissions (id),
  number BIGINT NOT NULL,
  bytes BIGINT NOT NULL,
  received BIGINT NOT NULL,
  sha256 TEXT,
  PRIMARY KEY (submission, number)
);

CREATE TABLE custody (
  submission TEXT NOT NULL REFERENCES submissions (id),
  sequence BIGINT NOT NULL,
  event TEXT NOT NULL UNIQUE,
  signed TEXT NOT NULL,
  log_index BIGINT,
  PRIMARY KEY (submission, sequence)
);

-- Entries on their way into the log: written in the same transaction as the change that they tell of.
CREATE TABLE outbox (
  digest TEXT PRIMARY KEY,
  entry TEXT NOT NULL,
  effect TEXT NOT NULL,
  log_index BIGINT
);
CREATE INDEX outbox_open ON outbox (log_index);

-- The newest checkpoint, apart from the tiles: a store restored from an old backup does not agree with it.
CREATE TABLE log_lock (
  origin TEXT PRIMARY KEY,
  checkpoint TEXT NOT NULL
);
