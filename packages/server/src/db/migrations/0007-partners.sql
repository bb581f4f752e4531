-- Outside platforms. `handed` is the status that was handed to the log last, `status` what the log says.
-- Whoever can change a profile here shows another than the one whose digest is in the log.
CREATE TABLE partners (
  id TEXT PRIMARY KEY,
  profile TEXT NOT NULL,
  created_at TEXT NOT NULL,
  handed TEXT NOT NULL,
  status TEXT NOT NULL,
  notice TEXT,
  announced_index BIGINT,
  activated_index BIGINT,
  ended_index BIGINT
);

-- good_from is there once enough stewards said yes, log_index once the log has the key. Nothing is sealed to
-- a key that the log does not name, whatever stands here.
CREATE TABLE partner_keys (
  recipient TEXT PRIMARY KEY,
  partner TEXT NOT NULL REFERENCES partners (id),
  entered_at TEXT NOT NULL,
  good_from TEXT,
  log_index BIGINT
);

-- Who of the stewards said yes to which step of a partner: never public.
CREATE TABLE partner_yeses (
  partner TEXT NOT NULL REFERENCES partners (id),
  step TEXT NOT NULL,
  steward TEXT NOT NULL REFERENCES members (id),
  at TEXT NOT NULL,
  PRIMARY KEY (partner, step, steward)
);

-- Legal process by class: what was handed to the log, and the entry that has it. Nothing about a case.
CREATE TABLE legal_counts (
  class TEXT PRIMARY KEY,
  handed BIGINT NOT NULL,
  log_index BIGINT
);
