import { pictureSetsIn, readAvcConfig } from './avc-config.ts'
import { Bits } from './bits.ts'
import { readAhead } from './byte-file.ts'
import type { ByteFile } from './byte-file.ts'
import { freshSlice, isSlice, unitsIn } from './nal.ts'
import type { Unit } from './nal.ts'
import { holdsOnePictureOfVp9 } from './prove-vp9.ts'
import { avcConfigOf, readEntry } from './sample-entry.ts'
import type { Track } from './track.ts'

/**
 * Whether a stream of pictures holds anything but one shown picture in each sample: words between
 * pictures, a second picture behind the first, bytes that no encoder writes. What is inside a coded
 * picture is not decoded here.
 */
export async function hasHiddenUnit({ entry, samples }: Track, file: ByteFile): Promise<boolean> {
  const config = avcConfigOf(readEntry(entry))
  const isOnePicture = config === null ? holdsOnePictureOfVp9 : onePictureOfAvc(config)
  const media = readAhead(file)
  for (const { offset, size, sync } of samples) {
    const sample = await media.read(offset, offset + size)
    if (!isOnePicture(sample, sync)) return true
  }
  return false
}

/** Slices only, which begin at the first block of a picture and go on from there. */
function onePictureOfAvc(config: Uint8Array): (sample: Uint8Array, sync: boolean) => boolean {
  const { lengthBytes } = readAvcConfig(config)
  const known = pictureSetsIn(config)
  return (sample, sync) => {
    let before = -1
    for (const unit of unitsIn(sample, lengthBytes)) {
      if (!isSlice(unit) || (unit.type === freshSlice) !== sync || !isWellFormed(unit.body))
        return false
      const { firstBlock, pictureSet } = headOf(unit)
      if (before === -1 ? firstBlock !== 0 : firstBlock <= before) return false
      // a slice of which the decoder cannot know the set is passed over
      if (!known.has(pictureSet)) return false
      before = firstBlock
    }
    return before !== -1
  }
}

/** The three numbers with which a slice begins are in these bytes. */
const headBytes = 24

function headOf({ body }: Unit): { readonly firstBlock: number; readonly pictureSet: number } {
  const bits = new Bits(body.subarray(1, headBytes))
  const firstBlock = bits.code()
  bits.code()
  return { firstBlock, pictureSet: bits.code() }
}

/**
 * No start code within, "forbidden_zero_bit" zero, and an end as an encoder leaves it: the last byte holds
 * the stop bit; behind it at most "cabac_zero_words", always the same three bytes.
 */
function isWellFormed(unit: Uint8Array): boolean {
  if (((unit[0] ?? 0x80) & 0x80) !== 0 || unit.length < 2) return false
  let end = unit.length
  while (end > 3 && isZeroWord(unit, end - 3)) end -= 3
  return unit[end - 1] !== 0 && !holdsStartCode(unit.subarray(0, end))
}

function isZeroWord(unit: Uint8Array, at: number): boolean {
  return unit[at] === 0 && unit[at + 1] === 0 && unit[at + 2] === 3
}

/** "0x000000, 0x000001, 0x000002" never occur; 0x000003 only before one of 0 to 3. */
function holdsStartCode(unit: Uint8Array): boolean {
  for (let at = unit.indexOf(0); at !== -1; at = unit.indexOf(0, at + 1)) {
    const [, second = 1, third = 3, fourth = 0] = unit.subarray(at, at + 4)
    if (second === 0 && (third < 3 || (third === 3 && fourth > 3))) return true
  }
  return false
}
