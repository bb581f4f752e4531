import { memoryFile, proveCopy } from '@porchlight/owner'

import { box, Movie, tables, words } from './boxes.ts'
import { dataTrack, handPlants, unit } from './plant-boxes.ts'
import { secret } from './secrets.ts'

/** What the proof says of a clean copy with one thing put into it; null where it says that it is clean. */
export interface Proof {
  readonly kind: string
  readonly because: string | null
}

/**
 * Puts each secret into a clean copy, in the place where cameras and programs put it, so that the file stays
 * one that players play, and asks the proof alone.
 *
 * @throws where the untouched copy is not clean: then nothing would be shown
 */
export async function planted(clean: Buffer): Promise<readonly Proof[]> {
  if ((await verdictOn(clean)) !== null) throw new Error('The copy itself is not clean')
  const proofs: Proof[] = []
  for (const [kind, put] of plants) {
    const movie = new Movie(clean)
    put(movie, Buffer.from(secret(kind).text))
    if (movie.bytes.equals(clean)) throw new Error(`Nothing was planted: ${kind}`)
    proofs.push({ kind, because: await verdictOn(movie.bytes) })
  }
  return proofs
}

async function verdictOn(bytes: Buffer): Promise<string | null> {
  const verdict = await proveCopy(memoryFile(bytes))
  return verdict.clean ? null : verdict.because
}

type Put = (movie: Movie, text: Buffer) => unknown

/** Seconds since 1904 of a day in 2031. */
const time = words(4_007_000_000)

const plants: readonly (readonly [string, Put])[] = [
  ...handPlants
    .filter(({ needs }) => needs !== 'loci')
    .map(({ hidden, put }) => [hidden.kind, put] as const),
  ...['©nam', '©cmt', '©ART', '©xyz', '©too', 'loci', 'covr', 'chpl'].map(
    (type) =>
      [`udta: ${type}`, (movie, text) => movie.append(['moov'], box('udta', box(type, text)))] as [
        string,
        Put,
      ],
  ),
  [
    'QuickTime keys',
    (movie, text) =>
      movie.append(['moov'], box('meta', box('keys', words(0, 1), box('mdta', text)))),
  ],
  ['free box in the movie', (movie, text) => movie.append(['moov'], box('free', text))],
  ['free box in a track', (movie, text) => movie.append(['moov', 'trak'], box('free', text))],
  [
    'free box in the sample entry',
    (movie, text) => movie.append(['moov', 'trak', 'mdia'], box('free', text)),
  ],
  [
    'XMP in the movie',
    (movie, text) => movie.append(['moov'], box('uuid', Buffer.alloc(16, 1), text)),
  ],
  ...(['text', 'tmcd'] as const).map(
    (kind) =>
      [
        kind === 'text' ? 'subtitles and chapters' : 'time code',
        (movie, text) => {
          const at = movie.slack(text)
          movie.append(['moov'], dataTrack(kind, { at, size: text.length }))
        },
      ] as [string, Put],
  ),
  [
    'SEI: user data',
    (movie, text) =>
      movie.prepend(
        3,
        unit(
          6,
          Buffer.concat([
            Buffer.from([5, 16 + text.length]),
            Buffer.alloc(16, 9),
            text,
            Buffer.from([0x80]),
          ]),
        ),
      ),
  ],
  ['access unit delimiter', (movie, text) => movie.prepend(3, unit(9, text))],
  ['parameter set between pictures', (movie, text) => movie.prepend(3, unit(7, text))],
  ['second picture in a sample', (movie) => movie.extend(3, Buffer.from(movie.sample(4)))],
  [
    'a picture of its own behind a picture',
    (movie) => movie.extend(3, unit(1, Buffer.concat([firstSlice, Buffer.alloc(40, 1)]))),
  ],
  [
    'words that end in a zero behind a picture',
    (movie, text) => growUnit(movie, Buffer.concat([text, Buffer.alloc(1)])),
  ],
  ['words behind the parameter set', (movie, text) => growSet(movie, text)],
  ['creation time of the movie', (movie) => movie.patch(['moov', 'mvhd'], 8, time)],
  ['creation time of a track', (movie) => movie.patch(['moov', 'trak', 'tkhd'], 8, time)],
  ['creation time of the media', (movie) => movie.patch(['moov', 'trak', 'mdia', 'mdhd'], 8, time)],
  [
    'language',
    (movie) => movie.patch(['moov', 'trak', 'mdia', 'mdhd'], 32, Buffer.from([0x15, 0xc7])),
  ],
  [
    'handler name',
    (movie, text) => movie.patch(['moov', 'trak', 'mdia', 'hdlr'], 12, text.subarray(0, 12)),
  ],
  ['reserved words', (movie, text) => movie.patch(['moov', 'mvhd'], 84, text)],
  ['brands', (movie) => movie.patch(['ftyp'], 8, Buffer.from('me24'))],
  [
    'pictures behind an edit list',
    (movie) =>
      movie.append(
        ['moov', 'trak'],
        box('edts', box('elst', words(0, 1, 90_000, 12_800, 0x1_0000))),
      ),
  ],
  ['pictures shown for no time', (movie) => movie.patch([...tables, 'stts'], 12, words(0))],
  [
    'sound before the cut behind an edit list',
    (movie) => {
      soundEdit(movie)
    },
  ],
  [
    'size of the picture',
    (movie) => movie.patch(['moov', 'trak', 'tkhd'], 88, words(100 * 0x1_0000)),
  ],
]

/** A slice that begins with block 0. */
const firstSlice = Buffer.from([0b1110_0000])

/** Adds to the only unit of a sample, its length too. */
function growUnit(movie: Movie, bytes: Buffer): void {
  const length = movie.sample(3).readUInt32BE(0)
  movie.extend(3, bytes)
  movie.sample(3).writeUInt32BE(length + bytes.length, 0)
}

/** Makes the sequence parameter set longer than it needs to be. */
function growSet(movie: Movie, text: Buffer): void {
  const { body } = movie.find(...tables, 'stsd')
  const avcc = movie.bytes.indexOf('avcC', body)
  const at = avcc + 4 + 6
  const length = movie.bytes.readUInt16BE(at)
  const boxes = [
    movie.find('moov'),
    movie.find('moov', 'trak'),
    ...[3, 4, 5].map((to) => movie.find(...tables.slice(0, to))),
    movie.find(...tables, 'stsd'),
  ]
  const sizes = [...boxes.map(({ from }) => from), body + 8, avcc - 4]
  movie.shift(text.length)
  for (const from of sizes)
    movie.bytes.writeUInt32BE(movie.bytes.readUInt32BE(from) + text.length, from)
  movie.bytes.writeUInt16BE(length + text.length, at)
  const end = at + 2 + length
  movie.bytes = Buffer.concat([movie.bytes.subarray(0, end), text, movie.bytes.subarray(end)])
}

/** A fifth of a second of sound that nobody hears. */
function soundEdit(movie: Movie): void {
  const elst = movie.bytes.lastIndexOf('elst')
  if (elst === -1) throw new Error('This copy has no edit list of sound')
  const rows = movie.bytes.readUInt32BE(elst + 8)
  const start = elst + 12 + (rows - 1) * 12 + 4
  movie.bytes.writeUInt32BE(9600, start)
}
