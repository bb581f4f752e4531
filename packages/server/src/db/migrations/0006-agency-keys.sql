-- Every pair of keys that an agency ever gave. good_from is there once enough stewards have confirmed
-- them, log_index once the log has them. Whoever changes keys here changes nothing for clients: nothing is
-- sealed to a request that is not signed with a key which the log holds.
CREATE TABLE agency_keys (
  agency TEXT NOT NULL REFERENCES agencies (id),
  number BIGINT NOT NULL,
  keys TEXT NOT NULL,
  good_from TEXT,
  log_index BIGINT,
  PRIMARY KEY (agency, number)
);
INSERT INTO agency_keys (agency, number, keys, good_from, log_index)
  SELECT id, 0, keys, substr(entered_at, 1, 16) || ':00Z', key_index FROM agencies WHERE keys IS NOT NULL;
ALTER TABLE agencies DROP COLUMN keys;
ALTER TABLE agencies DROP COLUMN key_index;

-- Stewards to whom the agency read out the keys that replace others.
CREATE TABLE key_confirmations (
  agency TEXT NOT NULL,
  number BIGINT NOT NULL,
  steward TEXT NOT NULL REFERENCES members (id),
  at TEXT NOT NULL,
  PRIMARY KEY (agency, number, steward)
);

-- A suspended agency is stopped at once, and the log says so a moment later.
ALTER TABLE agencies ADD COLUMN suspended_at TEXT;
ALTER TABLE agencies ADD COLUMN suspension_index BIGINT;

-- A keyring is of certain keys.
ALTER TABLE keyring RENAME TO keyring_before;
CREATE TABLE keyring (
  agency TEXT NOT NULL REFERENCES agencies (id),
  number BIGINT NOT NULL,
  member TEXT NOT NULL REFERENCES members (id),
  way TEXT NOT NULL,
  credential TEXT NOT NULL,
  sealed TEXT NOT NULL,
  PRIMARY KEY (agency, number, member, way, credential)
);
INSERT INTO keyring (agency, number, member, way, credential, sealed)
  SELECT agency, 0, member, way, credential, sealed FROM keyring_before;
DROP TABLE keyring_before;
