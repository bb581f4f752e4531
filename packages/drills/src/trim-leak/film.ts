import { join } from 'node:path'

import { ffmpeg, given, split, tried } from './tool.ts'

/** The film that all originals are made of: each picture shows its number, each tone where it is. */
export const film = {
  rate: 25,
  seconds: 6,
  /** What is asked for; seconds. */
  cut: { from: 2.4, to: 4.4 },
  /** Hertz, in the cut and outside. */
  tones: { inside: 440, outside: 1000 },
} as const

/**
 * A white bar, ten that are a number, a black bar; and below them the same of another number, which the first
 * determines: a spoilt picture, of which some bars are an older picture's, is not read as that of another moment.
 */
const bars = 12
const check = { times: 389, plus: 101, below: 1024 } as const

/** The second picture track of a file is numbered from here. */
export const otherFilm = 512

/** Writes the film, without loss. */
export async function makeFilm(directory: string, first = 0): Promise<string> {
  const path = join(directory, `film-${String(first)}.mkv`)
  const { rate, seconds, cut, tones } = film
  const length = String(seconds)
  const number = `(N+${String(first)})`
  const below = `mod(${number}*${String(check.times)}+${String(check.plus)},${String(check.below)})`
  const bit = `mod(floor(if(lt(Y,108),${number},${below})/pow(2,floor(X/32)-1)),2)`
  const light = `if(lt(X,32),235,if(gte(X,352),16,if(${bit},235,16)))`
  const tone = `if(between(t,${String(cut.from)},${String(cut.to)}),${String(tones.inside)},${String(tones.outside)})`
  await ffmpeg(
    ...split('-f lavfi -i'),
    `nullsrc=s=384x216:r=${String(rate)}:d=${length},geq=lum='${light}':cb=128:cr=128,format=yuv420p`,
    ...split('-f lavfi -i'),
    `aevalsrc='0.4*sin(2*PI*${tone}*t)':s=48000:d=${length}`,
    ...split('-c:v ffv1 -c:a pcm_s16le'),
    path,
  )
  return path
}

/** As many pictures as a copy of a film has of which none is left out. */
export const picturesInside = Math.round((film.cut.to - film.cut.from) * film.rate)

/** What an original shows in the cut, by its own times. */
export interface Inside {
  readonly numbers: ReadonlySet<number>
  /** The second at which the file begins, as it is written in it. */
  readonly begin: number
}

/**
 * The pictures that are to be seen in the cut where an original is played: those that begin in it, and the one that
 * is on the screen when it begins. A file that begins `shift` later than the film does so too in the cut.
 */
export async function insideOf(path: string, shift: number): Promise<Inside> {
  const words = split('-v quiet -select_streams v:0 -of csv=p=0 -show_entries')
  const shown = await given('ffprobe', [...words, 'frame=best_effort_timestamp_time', path])
  const start = await given('ffprobe', [...words, 'format=start_time', path])
  const begin = Number(start.toString().trim())
  const times = shown
    .toString()
    .split('\n')
    .filter(Boolean)
    .map((line) => Number.parseFloat(line) - begin)
  const numbers = await shownIn(path, split('-v quiet -nostdin'))
  if (numbers.length !== times.length) throw new Error(`Not as many times as pictures: ${path}`)
  const [from, to] = [film.cut.from - shift + rounding, film.cut.to - shift - rounding]
  const seen = numbers.filter(
    (_, at) => (times[at + 1] ?? Infinity) > from && (times[at] ?? Infinity) < to,
  )
  return { numbers: new Set(seen.filter((number) => number !== null)), begin }
}

/** Files that write milliseconds round. */
const rounding = 0.001

/**
 * The numbers of all pictures in a file, those that players pass over too: edit lists are ignored, and
 * pictures that cannot be decoded well are shown. Null where one cannot be read.
 */
export async function numbersIn(path: string): Promise<readonly (number | null)[]> {
  const everything = split('-v quiet -nostdin -flags +output_corrupt -flags2 +showall')
  return await shownIn(path, [...everything, ...editListsIgnored(path)])
}

function editListsIgnored(path: string): readonly string[] {
  return /\.(?:mp4|mov|m4v|3gp)$/.test(path) ? split('-ignore_editlist 1') : []
}

async function shownIn(
  path: string,
  words: readonly string[],
): Promise<readonly (number | null)[]> {
  const raw = await tried('ffmpeg', [
    ...words,
    '-i',
    path,
    ...split('-map 0:v:0'),
    ...split(`-fps_mode passthrough -vf scale=${String(bars)}:${String(bars)}:flags=area`),
    ...split('-f rawvideo -pix_fmt gray -'),
  ])
  const size = bars * bars
  return Array.from({ length: Math.floor(raw.length / size) }, (_, at) =>
    numberOf(raw.subarray(at * size, (at + 1) * size)),
  )
}

/** Read along two lines, in whichever of the ways the picture lies; null where they do not say the same. */
function numberOf(picture: Buffer): number | null {
  const [first, second] = [3, 9].map((line) => ({
    across: Array.from({ length: bars }, (_, at) => picture[line * bars + at] ?? 0),
    down: Array.from({ length: bars }, (_, at) => picture[at * bars + line] ?? 0),
  }))
  if (first === undefined || second === undefined) return null
  const ways = [first.across, first.down].flatMap((line, at) => {
    const other = at === 0 ? second.across : second.down
    return [[line, other] as const, [other, line] as const].flatMap(([one, two]) => [
      [one, two] as const,
      [one.toReversed(), two.toReversed()] as const,
    ])
  })
  const read = ways.map(([above, below]) => [barsRead(above), barsRead(below)] as const)
  const agreed = read.find(([number, told]) => number !== null && told === checkOf(number))
  return agreed?.[0] ?? null
}

function checkOf(number: number): number {
  return (number * check.times + check.plus) % check.below
}

function barsRead(line: readonly number[]): number | null {
  if ((line[0] ?? 0) < light || (line.at(-1) ?? 255) > dark) return null
  const values = line.slice(1, -1)
  if (values.some((value) => value > dark && value < light)) return null
  return values.reduce((sum, value, bit) => sum + (value >= light ? 2 ** bit : 0), 0)
}

/** Bars are clearly one or the other, also after a poor codec. */
const [dark, light] = [100, 150]

/** How loud the tone of outside the cut is against that of inside; null where there is no sound. */
export async function soundOutside(path: string): Promise<number | null> {
  const raw = await tried('ffmpeg', [
    ...split('-v quiet -nostdin'),
    ...editListsIgnored(path),
    '-i',
    path,
    ...split('-map 0:a:0 -f s16le -ac 1 -ar 8000 -'),
  ])
  if (raw.length === 0) return null
  const { inside, outside } = film.tones
  return loudness(raw, outside) / loudness(raw, inside)
}

/** Amplitude of one frequency, by Fourier's sum. */
function loudness(raw: Buffer, hertz: number): number {
  let [real, imaginary] = [0, 0]
  for (let at = 0; at < raw.length / 2; at += 1) {
    const [value, angle] = [raw.readInt16LE(at * 2), (2 * Math.PI * hertz * at) / 8000]
    real += value * Math.cos(angle)
    imaginary += value * Math.sin(angle)
  }
  return Math.hypot(real, imaginary)
}

/** Whether ffmpeg finds any sound in a file. */
export async function hasSound(path: string): Promise<boolean> {
  const words = split('-v error -select_streams a -show_entries stream=index -of csv=p=0')
  return (await given('ffprobe', [...words, path])).length > 0
}
