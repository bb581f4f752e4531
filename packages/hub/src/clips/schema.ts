/**
 * Which clips there are. Nothing of a picture is here: who reads it with the key learns when cameras recorded, and
 * what the recorder itself saw.
 *
 * `forms` holds what many clips share: zone, stamps, slack and labels. A clip whose local time comes twice has two
 * rows in `clip_times`. Its `span` is the smallest power of four, in seconds, that holds the clip with its error:
 * what overlaps a window begins at most one span before it, so that each span is one range of the key. All times
 * are in seconds since 1970; `shown` is what the recorder's clock showed, read as if it were UTC.
 */
export const clipSchema = `
CREATE TABLE IF NOT EXISTS clip_cameras (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  source TEXT NOT NULL,
  name TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS clip_forms (
  number INTEGER PRIMARY KEY,
  form TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE IF NOT EXISTS clips (
  number INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  camera INTEGER NOT NULL,
  key TEXT NOT NULL,
  shown INTEGER NOT NULL,
  seconds REAL,
  bytes INTEGER,
  form INTEGER NOT NULL,
  plates TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS clips_by_camera ON clips (camera);
CREATE TABLE IF NOT EXISTS clip_times (
  camera INTEGER NOT NULL,
  span INTEGER NOT NULL,
  earliest INTEGER NOT NULL,
  clip INTEGER NOT NULL,
  latest INTEGER NOT NULL,
  starts INTEGER NOT NULL,
  ends INTEGER NOT NULL,
  error REAL NOT NULL,
  clock_offset REAL,
  PRIMARY KEY (camera, span, earliest, clip)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS clip_times_by_clip ON clip_times (clip);
`
