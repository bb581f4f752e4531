/** The forms of video file that are known, by the name of ffmpeg's reader for them. */
export type Container = 'mov' | 'matroska' | 'avi' | 'mpegts' | 'mpeg' | 'asf' | 'flv'

/** Media types, as IANA lists them where it does. */
export const mediaTypes: Readonly<Record<Container, string>> = {
  mov: 'video/mp4',
  matroska: 'video/matroska',
  avi: 'video/vnd.avi',
  mpegts: 'video/mp2t',
  mpeg: 'video/mpeg',
  asf: 'video/x-ms-asf',
  flv: 'video/x-flv',
}

/** Enough for two packets of a transport stream with time codes. */
export const startBytes = 400

/**
 * Which form of video a file has, by its first {@link startBytes}; null where it is none of ours. ffmpeg
 * is told the answer and never guesses: a file that says of itself that it is a playlist would have it
 * open other files.
 */
export function containerOfStart(start: Uint8Array): Container | null {
  const found = marks.find(({ at, bytes }) => at.every((offset) => holds(start, offset, bytes)))
  return found?.container ?? null
}

interface Mark {
  readonly container: Container
  readonly at: readonly number[]
  readonly bytes: readonly number[]
}

/** Boxes that a QuickTime or MP4 file begins with (ISO 14496-12 section 4.3, and files older than `ftyp`). */
const firstBoxes = ['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip']

const marks: readonly Mark[] = [
  ...firstBoxes.map((box) => ({ container: 'mov' as const, at: [4], bytes: ascii(box) })),
  { container: 'matroska', at: [0], bytes: [0x1a, 0x45, 0xdf, 0xa3] },
  { container: 'avi', at: [8], bytes: ascii('AVI ') },
  { container: 'mpegts', at: [0, 188], bytes: [0x47] },
  // with a time code of four bytes before each packet (m2ts)
  { container: 'mpegts', at: [4, 196], bytes: [0x47] },
  { container: 'mpeg', at: [0], bytes: [0, 0, 1, 0xba] },
  { container: 'asf', at: [0], bytes: [0x30, 0x26, 0xb2, 0x75] },
  { container: 'flv', at: [0], bytes: ascii('FLV') },
]

function holds(start: Uint8Array, offset: number, bytes: readonly number[]): boolean {
  return bytes.every((byte, i) => start[offset + i] === byte)
}

function ascii(text: string): readonly number[] {
  return Array.from(text, (char) => char.charCodeAt(0))
}
