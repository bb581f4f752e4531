import { equal } from '@porchlight/core'

import { BoxError, viewOf } from './box.ts'
import { readPictureSet, readSequence } from './parameter-sets.ts'
import type { Size } from './parameter-sets.ts'

/** What the description of a stream of H.264 holds (ISO/IEC 14496-15 section 5.3.3). */
export interface AvcConfig {
  /** Bytes of the length before each unit. */
  readonly lengthBytes: number
  readonly sequences: readonly Uint8Array[]
  readonly pictures: readonly Uint8Array[]
  /** Behind the sets. */
  readonly rest: Uint8Array
}

/** @throws {BoxError | RangeError} */
export function readAvcConfig(body: Uint8Array): AvcConfig {
  const view = viewOf(body)
  const sequences = setsAt(body, 6, view.getUint8(5) & 0x1f)
  const pictures = setsAt(body, sequences.end + 1, view.getUint8(sequences.end))
  return {
    lengthBytes: (view.getUint8(4) & 3) + 1,
    sequences: sequences.sets,
    pictures: pictures.sets,
    rest: body.subarray(pictures.end),
  }
}

/** Whether the description says what plain video needs: one sequence, its pictures, and nothing between or behind. */
export function isPlainAvc(body: Uint8Array): boolean {
  const { sequences, pictures, rest } = readAvcConfig(body)
  const [sequence] = sequences
  if (sequence === undefined || sequences.length > 1 || sizeIn(body) === null) return false
  const head = [1, ...sequence.subarray(1, 4)]
  return (
    head.every((byte, at) => body[at] === byte) &&
    // "reserved = '111111'b", "reserved = '111'b"
    ((body[4] ?? 0) & 0xfc) === 0xfc &&
    body[5] === 0xe1 &&
    pictures.length <= maxPictureSets &&
    pictures.every((set) => typeOf(set) === pictureSet && readPictureSet(set) !== null) &&
    (rest.length === 0 || isPlainEnd(rest))
  )
}

/** Encoders write one; two for two kinds of picture. */
const maxPictureSets = 2

/** Size of the picture; null where the description does not have one plain sequence. */
export function sizeIn(body: Uint8Array): Size | null {
  const [sequence] = readAvcConfig(body).sequences
  if (sequence === undefined || typeOf(sequence) !== sequenceSet) return null
  return readSequence(sequence)
}

/** The numbers by which slices name the picture sets. */
export function pictureSetsIn(body: Uint8Array): ReadonlySet<number> {
  return new Set(readAvcConfig(body).pictures.flatMap((set) => readPictureSet(set) ?? []))
}

/** Whether a unit between the pictures only says again what the description says. */
export function repeats({ sequences, pictures }: AvcConfig, unit: Uint8Array): boolean {
  return [sequences, pictures].some((sets) => sets.some((set) => equal(set, unit)))
}

/** "nal_unit_type" of a sequence parameter set and of a picture parameter set. */
const [sequenceSet, pictureSet] = [7, 8]

function typeOf(set: Uint8Array): number {
  return viewOf(set).getUint8(0) & 0x9f
}

/** In high profiles: colour for two by two pixels, eight bits of light and colour, no further sets. */
function isPlainEnd(rest: Uint8Array): boolean {
  return equal(rest, Uint8Array.of(0xfd, 0xf8, 0xf8, 0))
}

function setsAt(
  body: Uint8Array,
  from: number,
  count: number,
): { readonly sets: readonly Uint8Array[]; readonly end: number } {
  const view = viewOf(body)
  const sets: Uint8Array[] = []
  let end = from
  for (let i = 0; i < count; i += 1) {
    const start = end + 2
    end = start + view.getUint16(end)
    if (end > body.length) throw new BoxError('A parameter set of an impossible length')
    sets.push(body.subarray(start, end))
  }
  return { sets, end }
}
