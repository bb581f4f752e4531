-- Later versions of a public request on their way to the public, one row for each that was handed in. Signed
-- by the agency, as the first. `ending` is the state that it moves to when the log says so.
CREATE TABLE new_versions (
  request TEXT NOT NULL REFERENCES requests (id),
  draft BIGINT NOT NULL,
  signed TEXT NOT NULL,
  state TEXT NOT NULL,
  author TEXT NOT NULL REFERENCES members (id),
  created_at TEXT NOT NULL,
  approved_at TEXT,
  published_at TEXT,
  ending TEXT,
  PRIMARY KEY (request, draft)
);
CREATE INDEX new_versions_by_state ON new_versions (state);

-- What was public before a later version: people have answered to it. The log has the digest of each.
CREATE TABLE earlier_versions (
  request TEXT NOT NULL REFERENCES requests (id),
  version BIGINT NOT NULL,
  signed TEXT NOT NULL,
  published_at TEXT NOT NULL,
  log_index BIGINT NOT NULL,
  PRIMARY KEY (request, version)
);

-- A yes is to one text. Draft 0 is a first version.
CREATE TABLE approvals_of_drafts (
  request TEXT NOT NULL REFERENCES requests (id),
  draft BIGINT NOT NULL,
  member TEXT NOT NULL REFERENCES members (id),
  at TEXT NOT NULL,
  PRIMARY KEY (request, draft, member)
);
INSERT INTO approvals_of_drafts (request, draft, member, at)
  SELECT request, 0, member, at FROM approvals;
DROP TABLE approvals;
ALTER TABLE approvals_of_drafts RENAME TO approvals;

CREATE TABLE moderations_of_drafts (
  request TEXT NOT NULL REFERENCES requests (id),
  draft BIGINT NOT NULL,
  steward TEXT NOT NULL REFERENCES members (id),
  decision TEXT NOT NULL,
  rules TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (request, draft, steward)
);
INSERT INTO moderations_of_drafts (request, draft, steward, decision, rules, at)
  SELECT request, 0, steward, decision, rules, at FROM moderations;
DROP TABLE moderations;
ALTER TABLE moderations_of_drafts RENAME TO moderations;
