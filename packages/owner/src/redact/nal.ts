import { viewOf } from './box.ts'

/** A slice of a picture with which playing can begin. */
export const freshSlice = 5

/**
 * The units of H.264 that carry picture: slices without and with a fresh start (ITU-T H.264 table 7-1).
 * Everything else says something beside the picture: type 6 is where cameras and encoders write serial
 * numbers, times and settings.
 */
const slices: ReadonlySet<number> = new Set([1, freshSlice])

/** One unit of a sample, with its length before it. */
export interface Unit {
  readonly type: number
  /** Length field and unit. */
  readonly bytes: Uint8Array
  /** The unit alone. */
  readonly body: Uint8Array
}

export function isSlice({ type }: Unit): boolean {
  return slices.has(type)
}

/** Parameter sets belong into the description of the stream; some encoders repeat them between the pictures. */
export function isParameterSet({ type }: Unit): boolean {
  return type === 7 || type === 8
}

/**
 * The units of a sample as an MP4 file holds them: each after its length in `lengthBytes` bytes.
 *
 * @yields one at a time: two bytes can make one
 * @throws {RangeError} where lengths and bytes do not agree
 */
export function* unitsIn(
  sample: Uint8Array,
  lengthBytes: number,
): Generator<Unit, void, undefined> {
  for (let at = 0; at < sample.length;) {
    const length = lengthAt(sample, at, lengthBytes)
    const body = at + lengthBytes
    const end = body + length
    if (length === 0 || end > sample.length) throw new RangeError('A unit of an impossible length')
    yield {
      type: typeOf(sample, body),
      bytes: sample.subarray(at, end),
      body: sample.subarray(body, end),
    }
    at = end
  }
}

/** "nal_unit_type" is the low five bits of the first byte. */
function typeOf(bytes: Uint8Array, at: number): number {
  return viewOf(bytes).getUint8(at) & 0x1f
}

function lengthAt(bytes: Uint8Array, at: number, lengthBytes: number): number {
  const view = viewOf(bytes)
  let length = 0
  for (let i = 0; i < lengthBytes; i += 1) length = length * 256 + view.getUint8(at + i)
  return length
}
