import { box, tables, words } from './boxes.ts'
import type { Movie } from './boxes.ts'
import { film } from './film.ts'
import type { Plant } from './originals.ts'
import { secret } from './secrets.ts'
import type { Secret } from './secrets.ts'

/** Something planted into a file built of boxes, by the hand of this drill. */
export interface HandPlant {
  readonly hidden: Secret
  readonly needs: Plant
  readonly put: (movie: Movie, text: Buffer) => void
}

const xmp = Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex')

/** In the order in which they are put: what comes last ends the file. */
export const handPlants: readonly HandPlant[] = [
  hand('compressor name', 'units', (movie, text) => {
    const name = Buffer.concat([Buffer.from([text.length]), text])
    movie.patch([...tables, 'stsd'], 8 + 8 + 42, name)
  }),
  hand('SEI: ITU-T T.35', 'units', (movie, text) => {
    const payload = Buffer.concat([Buffer.from([0xb5, 0, 0x31]), text])
    movie.prepend(40, unit(6, Buffer.concat([Buffer.from([4, payload.length]), payload, stop])))
  }),
  hand('filler unit', 'units', (movie, text) =>
    movie.prepend(41, unit(12, Buffer.concat([text, stop]))),
  ),
  hand('unit of an unknown kind', 'units', (movie, text) => movie.prepend(42, unit(30, text))),
  hand('loci box', 'loci', (movie, text) => {
    const name = Buffer.concat([Buffer.from([0x15, 0xc7]), text, Buffer.alloc(2)])
    movie.append(
      ['moov', 'udta'],
      box('loci', words(0), name, words(-5_341_000, 2_713_033, 0), Buffer.from('\0\0')),
    )
  }),
  hand('box of the maker', 'boxes', (movie, text) =>
    movie.append(['moov'], box('udta', box('MkNt', text))),
  ),
  hand('uuid box', 'boxes', (movie, text) =>
    movie.append(['moov'], box('uuid', Buffer.alloc(16, 7), text)),
  ),
  hand('slack of the media', 'boxes', (movie, text) => movie.slack(text)),
  hand('data track', 'tracks', (movie, text) => {
    const at = movie.slack(text)
    movie.append(['moov'], dataTrack('mett', { at, size: text.length }))
  }),
  hand('track of GPS', 'tracks', (movie, text) => {
    const at = movie.slack(text)
    movie.append(['moov'], dataTrack('gpmd', { at, size: text.length }))
  }),
  hand('free box', 'boxes', (movie, text) => append(movie, box('free', text))),
  hand('skip box', 'boxes', (movie, text) => append(movie, box('skip', text))),
  hand('XMP', 'boxes', (movie, text) => {
    const packet = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" dc:source="${text.toString()}"/></rdf:RDF></x:xmpmeta>`
    append(movie, box('uuid', xmp, Buffer.from(packet)))
  }),
  hand('bytes behind the end', 'boxes', (movie, text) => append(movie, text)),
]

function hand(kind: string, needs: Plant, put: (movie: Movie, text: Buffer) => unknown): HandPlant {
  return {
    hidden: secret(kind),
    needs,
    put: (movie, text) => {
      put(movie, text)
    },
  }
}

function append(movie: Movie, bytes: Buffer): void {
  movie.bytes = Buffer.concat([movie.bytes, bytes])
}

const stop = Buffer.from([0x80])

/** A unit of H.264 with its length in four bytes before it. */
export function unit(type: number, body: Buffer): Buffer {
  return Buffer.concat([words(body.length + 1), Buffer.from([type]), body])
}

/** A track of one sample that is neither picture nor sound. */
export function dataTrack(
  kind: 'mett' | 'gpmd' | 'tmcd' | 'text',
  { at, size }: { readonly at: number; readonly size: number },
): Buffer {
  const times = words(0, 0, 0)
  const matrix = words(0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000)
  const entry = box(
    kind,
    Buffer.alloc(6),
    Buffer.from([0, 1]),
    kind === 'mett' ? Buffer.from('\0text/plain\0') : Buffer.alloc(24),
  )
  const media = box(
    'stbl',
    box('stsd', words(0, 1), entry),
    box('stts', words(0, 1, 1, film.seconds * 1000)),
    box('stsc', words(0, 1, 1, 1, 1)),
    box('stsz', words(0, size, 1)),
    box('stco', words(0, 1, at)),
  )
  return box(
    'trak',
    box('tkhd', times, words(9, 0, film.seconds * 1000, 0, 0, 0, 0), matrix, words(0, 0)),
    box(
      'mdia',
      box('mdhd', times, words(1000, film.seconds * 1000, 0x55c4_0000)),
      box('hdlr', words(0, 0), Buffer.from(kind === 'text' ? 'text' : 'meta'), Buffer.alloc(13)),
      box(
        'minf',
        box('nmhd', words(0)),
        box('dinf', box('dref', words(0, 1), box('url ', words(1)))),
        media,
      ),
    ),
  )
}
