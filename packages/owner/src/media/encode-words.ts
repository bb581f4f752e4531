import { coverFilters } from './cover.ts'
import type { Container } from './container.ts'
import type { CopyInput } from './copy.ts'

/** How finely a cut is meant: a twentieth of a frame. */
const secondsDigits = 3

/** From which second of the original ffmpeg reads, and how many it passes over before the first picture of the cut. */
export interface Reading {
  readonly seek: number
  readonly lead: number
}

/**
 * Where ffmpeg is to begin: near the cut, or at the start of the file. Where a file has no index, ffmpeg
 * lands somewhere before or behind; a group of pictures that began before is then missed.
 */
export function readingOf({ cut, probe }: CopyInput, from: 'near' | 'start'): Reading {
  if (cut === null) return { seek: 0, lead: 0 }
  const seek = from === 'start' ? 0 : Math.max(0, cut.from - leads[probe.container])
  return { seek, lead: cut.from - seek }
}

/** Seconds: a few groups of pictures of a usual camera, where there is no index. */
const leads: Readonly<Record<Container, number>> = {
  mov: 0,
  matroska: 0,
  avi: 0,
  asf: 0,
  flv: 0,
  mpegts: 12,
  mpeg: 12,
}

/** The filters of the picture, in a file: too long for an argument where boxes move. */
export function pictureFilters(
  { cut, boxes = [], masks = [] }: CopyInput,
  { lead }: Reading,
): string {
  const even = 'crop=trunc(iw/2)*2:trunc(ih/2)*2'
  const part = cut === null ? [] : [partOf(cut, lead, ['trim', 'setpts'])]
  return [...part, even, ...coverFilters({ cut, boxes, masks })].join(',')
}

/** All words for ffmpeg. */
export function encodeWords(
  input: CopyInput,
  {
    filters,
    target,
    reading,
  }: { readonly filters: string; readonly target: string; readonly reading: Reading },
): readonly string[] {
  return [
    ...words('-hide_banner -nostdin -loglevel quiet -progress pipe:1 -y'),
    ...words(`-protocol_whitelist file,pipe -f ${input.probe.container}`),
    ...(reading.seek === 0 ? [] : ['-ss', reading.seek.toFixed(secondsDigits)]),
    '-i',
    `file:${input.source}`,
    // the first moving picture: a cover is no video
    ...words('-map 0:V:0'),
    ...soundWords(input, reading),
    ...picture,
    '-filter_script:v',
    filters,
    ...nothingElse,
    '-f',
    'mp4',
    `file:${target}`,
  ]
}

function soundWords({ audio, probe, cut }: CopyInput, { lead }: Reading): readonly string[] {
  if (audio === 'removed' || !probe.audio) return []
  const part = cut === null ? [] : ['-filter:a', partOf(cut, lead, ['atrim', 'asetpts'])]
  return [...words('-map 0:a:0 -c:a aac -flags:a +bitexact'), ...part]
}

/**
 * What lies in the cut and nothing else, by the times of pictures and sound: ffmpeg's own limit of length counts from the
 * first picture that it happens to find.
 */
function partOf(
  { from, to }: NonNullable<CopyInput['cut']>,
  lead: number,
  [trim, shift]: readonly [string, string],
): string {
  const [start, end] = [lead, lead + to - from].map((value) => value.toFixed(secondsDigits))
  return `${trim}=start=${start}:end=${end},${shift}=PTS-${start}/TB`
}

/**
 * As good as the eye sees, playable everywhere; pictures in the order shown, so that no edit list is needed, each once and
 * at its own time: none is made up to fill a gap.
 */
const picture = words(
  '-c:v libx264 -preset veryfast -crf 20 -bf 0 -pix_fmt yuv420p -vsync vfr -enc_time_base:v -1',
)

/** Type 6 is the supplemental information in which encoders and cameras leave their marks (ITU-T H.264 table 7-1). */
const nothingElse = [
  ...words('-map_metadata -1 -map_chapters -1 -sn -dn'),
  ...words('-fflags +bitexact -flags:v +bitexact -bsf:v filter_units=remove_types=6'),
  ...words('-movflags +faststart'),
]

/** Arguments without spaces in them. */
function words(text: string): readonly string[] {
  return text.split(' ')
}
