/**
 * Which clips there are. A clip whose local time comes twice has two rows in `clip_times`. Nothing of a picture
 * is here: who reads it with the key learns when cameras recorded, and what the recorder itself saw.
 *
 * `span` is the smallest power of two, in seconds, that holds a clip with its error: what overlaps a window
 * begins at most one span before it, so that each span is one range of the key.
 */
export const clipSchema = `
CREATE TABLE IF NOT EXISTS clips (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  source TEXT NOT NULL,
  camera TEXT NOT NULL,
  found TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS clips_by_source ON clips (source);
CREATE TABLE IF NOT EXISTS clip_times (
  camera TEXT NOT NULL,
  span INTEGER NOT NULL,
  earliest INTEGER NOT NULL,
  clip INTEGER NOT NULL,
  latest INTEGER NOT NULL,
  time TEXT NOT NULL,
  PRIMARY KEY (camera, span, earliest, clip)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS clip_times_by_clip ON clip_times (clip);
`
