import type { Part, Report } from './report.ts'

/** The kinds of things that a file tells beside its picture. */
export type RevealedKind =
  | 'time'
  | 'position'
  | 'device'
  | 'software'
  | 'words'
  | 'chapters'
  | 'subtitles'
  | 'data'
  | 'sound'

export interface Revealed {
  readonly kind: RevealedKind
  /** The name that the file has for it, and what it says. */
  readonly name: string
  readonly value: string
}

/**
 * What the parts of a file say that ffprobe can name. Not complete: makers hide more in places of
 * their own, which is why a copy is encoded anew rather than cleaned.
 */
export function revealedBy({ format, streams, chapters }: Report): readonly Revealed[] {
  const found = [
    ...tagsOf(format.tags),
    ...streams.flatMap((stream) => [...partOf(stream), ...tagsOf(stream.tags)]),
    ...(chapters > 0 ? [revealed('chapters', 'chapters', String(chapters))] : []),
  ]
  const seen = new Map(found.map((one) => [`${one.name}\n${one.value}`, one]))
  return [...seen.values()]
}

/** Labels that every file of a kind has, whoever made it. */
const plain: ReadonlySet<string> = new Set([
  'major_brand',
  'minor_version',
  'compatible_brands',
  'language',
  'duration',
  'vendor_id',
])

const kinds: readonly (readonly [RegExp, RevealedKind])[] = [
  [/location|gps|loci|\bxyz\b|coordinates/i, 'position'],
  [/date|time|year/i, 'time'],
  [/make|model|device|camera|manufacturer|serial|android|lens/i, 'device'],
  [/encoder|software|firmware|handler|version|tool/i, 'software'],
]

function tagsOf(tags: Part['tags']): readonly Revealed[] {
  return [...tags]
    .filter(([name, value]) => !plain.has(name) && value.trim() !== '')
    .map(([name, value]) => revealed(kindOfTag(name), name, value))
}

/** What a tag tells, by the name that its maker gave it. */
export function kindOfTag(name: string): RevealedKind {
  // the “time” in QuickTime says nothing
  const meant = name.replaceAll(/quicktime/gi, '')
  return kinds.find(([pattern]) => pattern.test(meant))?.[1] ?? 'words'
}

function partOf({ fields }: Part): readonly Revealed[] {
  const type = fields.get('codec_type') ?? ''
  const codec = fields.get('codec_name') ?? fields.get('codec_tag_string') ?? 'unknown'
  const kind = partKinds.get(type)
  return kind === undefined ? [] : [revealed(kind, type, codec)]
}

const partKinds: ReadonlyMap<string, RevealedKind> = new Map([
  ['audio', 'sound'],
  ['subtitle', 'subtitles'],
  ['data', 'data'],
  ['attachment', 'data'],
])

function revealed(kind: RevealedKind, name: string, value: string): Revealed {
  return { kind, name, value }
}
