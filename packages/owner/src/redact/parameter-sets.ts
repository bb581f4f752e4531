import { Bits } from './bits.ts'

/** Size of the picture that a sequence parameter set describes, in pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

/**
 * The picture's size, where a sequence parameter set (ITU-T H.264 section 7.3.2.1) says what encoders of
 * plain video say and ends where it ends; null where lists, offsets or hidden edges could carry more.
 *
 * @throws {RangeError} where it breaks off
 */
export function readSequence(unit: Uint8Array): Size | null {
  const bits = new Bits(unit)
  bits.number(8)
  const profile = bits.number(8)
  bits.number(6)
  // "reserved_zero_2bits"
  if (bits.number(2) !== 0) return null
  bits.number(8)
  bits.code()
  if (profile === highProfile ? !isPlainHigh(bits) : !plainProfiles.has(profile)) return null
  bits.code()
  if (!isPlainOrder(bits)) return null
  bits.code()
  // gaps in the numbers of pictures: some would be made up, not decoded
  if (bits.flag()) return null
  const [columns, rows] = [bits.code() + 1, bits.code() + 1]
  // no fields: two of them would be two pictures in one sample
  if (!bits.flag()) return null
  bits.flag()
  const edges = bits.flag() ? edgesIn(bits) : { right: 0, bottom: 0 }
  if (edges === null || (bits.flag() && !isPlainUsability(bits)) || !bits.isAtEnd()) return null
  return { width: columns * block - edges.right, height: rows * block - edges.bottom }
}

/**
 * The number of a picture parameter set (section 7.3.2.2), by which slices name it; null where it allows
 * pictures that are not shown, or says more than encoders of plain video do.
 *
 * @throws {RangeError} where it breaks off
 */
export function readPictureSet(unit: Uint8Array): number | null {
  const bits = new Bits(unit)
  bits.number(8)
  const id = bits.code()
  bits.code()
  bits.number(2)
  // slice groups may leave out parts of a picture
  if (bits.code() !== 0) return null
  bits.code()
  bits.code()
  bits.number(3)
  for (let i = 0; i < 3; i += 1) bits.code()
  bits.number(2)
  // "redundant_pic_cnt_present_flag": a second picture behind the first
  if (bits.flag()) return null
  if (bits.isAtEnd()) return id
  bits.flag()
  // lists of numbers in which anything can stand
  if (bits.flag()) return null
  bits.code()
  return bits.isAtEnd() ? id : null
}

/** Pixels to a side of a macroblock. */
const block = 16

const highProfile = 100
/** Baseline, main: without the fields of the high profiles. */
const plainProfiles: ReadonlySet<number> = new Set([66, 77])

/** Colour for two by two pixels, eight bits, no lists. */
function isPlainHigh(bits: Bits): boolean {
  return bits.code() === 1 && bits.code() === 0 && bits.code() === 0 && bits.number(2) === 0
}

/** How the order of pictures is told; kind 1 has a list of up to 255 numbers. */
function isPlainOrder(bits: Bits): boolean {
  const kind = bits.code()
  if (kind === 0) bits.code()
  return kind === 0 || kind === 2
}

/** What fills the last macroblocks only: more would be a part of the picture that nobody sees. */
function edgesIn(bits: Bits): { readonly right: number; readonly bottom: number } | null {
  const [left, right, top, bottom] = [bits.code(), bits.code(), bits.code(), bits.code()]
  const most = block / 2
  if (left !== 0 || top !== 0 || right >= most || bottom >= most) return null
  return { right: right * 2, bottom: bottom * 2 }
}

/** "VUI parameters" (annex E): shape of a pixel, colours, rate; each of a fixed length. */
function isPlainUsability(bits: Bits): boolean {
  skipLooks(bits)
  if (bits.flag()) for (const count of [32, 32, 1]) bits.number(count)
  const buffers = [hasBuffer(bits), hasBuffer(bits)]
  if (buffers.includes(null)) return false
  if (buffers.includes(true)) bits.flag()
  bits.flag()
  if (!bits.flag()) return true
  bits.flag()
  for (let i = 0; i < 6; i += 1) bits.code()
  return true
}

/** How the picture is to look: shape of a pixel, edges of old screens, colours, where they are taken. */
function skipLooks(bits: Bits): void {
  const ownShape = 255
  if (bits.flag() && bits.number(8) === ownShape) bits.number(32)
  if (bits.flag()) bits.flag()
  if (bits.flag()) {
    bits.number(4)
    if (bits.flag()) bits.number(24)
  }
  if (bits.flag()) for (let i = 0; i < 2; i += 1) bits.code()
}

/** "HRD parameters" of one buffer; null for a list of them. */
function hasBuffer(bits: Bits): boolean | null {
  if (!bits.flag()) return false
  if (bits.code() !== 0) return null
  bits.number(8)
  bits.code()
  bits.code()
  bits.flag()
  bits.number(20)
  return true
}
