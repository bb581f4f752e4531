/** What a name says, nothing converted: the digits of a local or UTC time, and whose camera it was. */
export interface NamedParts {
  /** Null where the name tells none: the folder or the grammar names it. */
  readonly camera: string | null
  /** Four digits. */
  readonly year: string
  readonly month: string
  readonly day: string
  readonly hour: string
  readonly minute: string
  readonly second: string
  /** Where the name tells how long it is, or when it ends. */
  readonly seconds: number | null
}

/** How one kind of recorder names its files. */
export interface Grammar {
  readonly name: string
  /** `local`: the recorder's own zone, which no name tells; the owner is asked. */
  readonly zone: 'local' | 'utc'
  readonly stamps: 'end' | 'start'
  /** Names are cut to the second; some say less. */
  readonly slackSeconds: number
  /** Of a path below the folder, parts joined by `/`; null where it is not of this kind. */
  readonly read: (path: string) => NamedParts | null
}

/**
 * The first that reads a name is right: the last ones read much. What each names, and in which zone:
 * Frigate's documentation (recordings are in UTC); motion's `movie_filename` %v-%Y%m%d%H%M%S; Nextbase's support
 * pages; yi-hack issues 826 and 562; Canon's and Panasonic's manuals as cited in SWGDE lists; the others by their
 * makers' naming as seen in files.
 */
export const grammars: readonly Grammar[] = [
  {
    name: 'Frigate',
    zone: 'utc',
    stamps: 'start',
    slackSeconds: 1,
    read: by(
      /(?:^|\/)(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)\/(?<hour>\d\d)\/(?<camera>[^/]+)\/(?<minute>\d\d)\.(?<second>\d\d)\.mp4$/,
    ),
  },
  {
    name: 'Yi',
    zone: 'local',
    stamps: 'start',
    slackSeconds: 1,
    read: by(
      /(?:^|\/)(?<year>\d{4})Y(?<month>\d\d)M(?<day>\d\d)D(?<hour>\d\d)H\/E\d(?<minute>\d\d)M(?<second>\d\d)S(?<seconds>\d\d)\.mp4$/,
    ),
  },
  {
    name: 'Canon',
    zone: 'utc',
    stamps: 'start',
    slackSeconds: 1,
    read: canon,
  },
  {
    name: 'Panasonic',
    zone: 'local',
    stamps: 'start',
    slackSeconds: 1,
    read: by(
      /(?:^|\/)(?<year>\d{4})-?(?<month>\d\d)-?(?<day>\d\d)\/(?:.*\/)?\d[A-Z](?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d)\.mp4$/i,
    ),
  },
  {
    name: 'Reolink',
    zone: 'local',
    stamps: 'start',
    slackSeconds: 1,
    read: by(
      /(?:^|\/)(?<camera>[^/]+)_\d\d_(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d)\.\w+$/,
    ),
  },
  {
    name: 'Tesla',
    zone: 'local',
    stamps: 'start',
    slackSeconds: 2,
    read: by(
      /(?:^|\/)(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)_(?<hour>\d\d)-(?<minute>\d\d)-(?<second>\d\d)-(?<camera>front|back|left_repeater|right_repeater|left_pillar|right_pillar)\.mp4$/i,
    ),
  },
  {
    name: 'Viofo',
    zone: 'local',
    stamps: 'start',
    slackSeconds: 1,
    read: by(
      /(?:^|\/)(?<year>\d{4})_(?<month>\d\d)(?<day>\d\d)_(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d)_\d+[A-Z]?(?<camera>[FRIT])\.(?:mp4|ts)$/i,
    ),
  },
  {
    name: 'Nextbase',
    zone: 'local',
    stamps: 'start',
    slackSeconds: 1,
    read: by(
      /(?:^|\/)(?<yy>\d\d)(?<month>\d\d)(?<day>\d\d)_(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d)_\d{3}_(?<camera>[A-Z]{2})\.mp4$/i,
    ),
  },
  {
    name: 'BlackVue',
    zone: 'local',
    stamps: 'start',
    slackSeconds: 1,
    read: by(
      /(?:^|\/)(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)_(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d)_[A-Z](?<camera>[FRIO])\.mp4$/i,
    ),
  },
  {
    name: 'Pixel',
    zone: 'utc',
    stamps: 'start',
    slackSeconds: 1,
    read: by(
      /(?:^|\/)PXL_(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)_(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d)\d{3}[^/]*\.mp4$/i,
    ),
  },
  {
    name: 'phone',
    zone: 'local',
    stamps: 'start',
    slackSeconds: 1,
    read: by(
      /(?:^|\/)(?:VID_)?(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)_(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d)(?:\(\d+\)|_\d+)?\.(?:mp4|mov|3gp)$/i,
    ),
  },
  {
    name: 'motion',
    zone: 'local',
    stamps: 'start',
    // a film that copies the camera's stream begins with the key frame before: cameras send one every few seconds
    slackSeconds: 5,
    // Debian's motion.conf has %t-%v-%Y%m%d%H%M%S: the camera's number, then the event's
    read: by(
      /(?:^|\/)(?:(?<camera>\d{1,4})-(?=\d{1,9}-)|(?<named>(?:(?!\d{14})[^/])*?[A-Za-z](?:(?!\d{14})[^/])*?)-)?(?:\d{1,9}-)?(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d)(?:-\d\d)?\.\w+$/,
    ),
  },
  {
    name: 'dated',
    zone: 'local',
    stamps: 'start',
    slackSeconds: 1,
    // a zone of its own, or half a day, stands behind some: those are no local times of 24 hours
    read: by(
      /(?:^|\/)(?!RingVideo_)(?<camera>[^/]*?)[-_. ]*(?<!\d)(?<year>(?:19|20)\d\d)[-_.]?(?<month>\d\d)[-_.]?(?<day>\d\d)[-_. T]+(?<hour>\d\d)[-_.:]?(?<minute>\d\d)[-_.:]?(?<second>\d\d)(?!\d|\s*Z|[-_ ]?(?:[AP]\.?M\b|UTC|GMT)|\s?[+-]\d\d:?\d\d)[^/]*\.\w+$/i,
    ),
  },
]

function by(form: RegExp): Grammar['read'] {
  return (path) => {
    const groups = form.exec(path)?.groups
    return groups === undefined ? null : partsOf(groups)
  }
}

function partsOf(groups: Readonly<Record<string, string | undefined>>): NamedParts {
  const { yy, seconds } = groups
  const camera = groups['camera'] ?? groups['named']
  return {
    camera: camera === undefined || camera === '' ? null : camera,
    year: groups['year'] ?? `20${yy ?? ''}`,
    month: groups['month'] ?? '',
    day: groups['day'] ?? '',
    hour: groups['hour'] ?? '',
    minute: groups['minute'] ?? '',
    second: groups['second'] ?? '',
    seconds: seconds === undefined ? null : Number(seconds),
  }
}

/** `YYYYMMDDhhmmss-hhmmss-M00_507.mov`: when it began and when it ended. */
function canon(path: string): NamedParts | null {
  const form =
    /(?:^|\/)(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d)-(?<h>\d\d)(?<m>\d\d)(?<s>\d\d)-(?<camera>M\d\d)_\d+\.mov$/i
  const groups = form.exec(path)?.groups
  if (groups === undefined) return null
  const parts = partsOf(groups)
  const { hour, minute, second } = parts
  const began = secondsOf(hour, minute, second)
  const ended = secondsOf(groups['h'] ?? '', groups['m'] ?? '', groups['s'] ?? '')
  const day = 86_400
  return { ...parts, seconds: (ended - began + day) % day }
}

function secondsOf(hour: string, minute: string, second: string): number {
  return Number(hour) * 3600 + Number(minute) * 60 + Number(second)
}
