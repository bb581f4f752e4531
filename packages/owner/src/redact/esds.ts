import { concat } from '@porchlight/core'

import { BoxError, viewOf } from './box.ts'

/**
 * The description of AAC (ISO/IEC 14496-1 section 7.2.6) in its shortest form: what a decoder needs of the
 * one given, with rates and buffer, in which programs write what they like, at zero.
 *
 * @throws {BoxError | RangeError} where it describes anything but AAC-LC
 */
export function plainEsds(given: Uint8Array): Uint8Array {
  const specific = specificOf(given)
  const decoder = concat(
    // AAC, "audio stream"
    Uint8Array.of(0x40, 0x15, ...new Uint8Array(11)),
    descriptor(decoderSpecific, specific),
  )
  const stream = concat(
    new Uint8Array(3),
    descriptor(decoderConfig, decoder),
    // "predefined: 2": as in MP4 files
    descriptor(layerConfig, Uint8Array.of(2)),
  )
  return concat(new Uint8Array(4), descriptor(elementaryStream, stream))
}

const [elementaryStream, decoderConfig, decoderSpecific, layerConfig] = [3, 4, 5, 6]

/** AAC's own two bytes: kind, sampling rate, channels. */
function specificOf(esds: Uint8Array): Uint8Array {
  const stream = bodyOf(esds.subarray(4), elementaryStream)
  const decoder = bodyOf(stream.subarray(3), decoderConfig)
  const specific = bodyOf(decoder.subarray(13), decoderSpecific).subarray(0, 2)
  const word = viewOf(specific).getUint16(0)
  const [kind, rate, channels, rest] = [word >> 11, (word >> 7) & 15, (word >> 3) & 15, word & 7]
  const isLowComplexity = kind === 2
  // 13 to 15 are no rates, or one that is spelt out
  if (!isLowComplexity || rate > 12 || channels < 1 || channels > 7 || rest !== 0)
    throw new BoxError('No plain AAC')
  return specific
}

function descriptor(tag: number, body: Uint8Array): Uint8Array {
  return concat(Uint8Array.of(tag, body.length), body)
}

/** What is in a descriptor, after its tag and its length in one to four bytes of seven bits. */
function bodyOf(bytes: Uint8Array, tag: number): Uint8Array {
  const view = viewOf(bytes)
  if (view.getUint8(0) !== tag) throw new BoxError('Another descriptor than it should be')
  let length = 0
  for (let at = 1; at <= 4; at += 1) {
    const byte = view.getUint8(at)
    length = length * 128 + (byte & 0x7f)
    if (byte < 0x80) return bytes.subarray(at + 1, at + 1 + length)
  }
  throw new BoxError('A descriptor of an impossible length')
}
