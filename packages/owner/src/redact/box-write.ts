import { concat } from '@porchlight/core'

/** What a box is put together from: bytes, or whole numbers as 32-bit words. */
type Part = Uint8Array | number

/** A box with a 32-bit size. */
export function box(type: string, ...parts: readonly Part[]): Uint8Array {
  const body = parts.map((part) => (typeof part === 'number' ? u32(part) : part))
  const size = body.reduce((sum, { length }) => sum + length, 8)
  return concat(u32(size), name(type), ...body)
}

/** A box that begins with a version and flags. */
export function fullBox(
  type: string,
  versionAndFlags: number,
  ...parts: readonly Part[]
): Uint8Array {
  return box(type, versionAndFlags, ...parts)
}

/** The head of a box with a 64-bit size, for media that may pass 4 GiB. */
export function longBoxHead(type: string, bodyBytes: number): Uint8Array {
  return concat(u32(1), name(type), u64(bodyBytes + 16))
}

export function u16(value: number): Uint8Array {
  return Uint8Array.of((value >>> 8) & 0xff, value & 0xff)
}

export function u32(value: number): Uint8Array {
  const bytes = new Uint8Array(4)
  // negative ones are written as two's complement
  new DataView(bytes.buffer).setUint32(0, value)
  return bytes
}

export function u64(value: number): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value))
  return bytes
}

/** A table of 32-bit words, so many to a row, with the number of its rows before it. */
export function table(words: readonly number[] | Uint32Array, width = 1): Uint8Array {
  const bytes = new Uint8Array(4 + words.length * 4)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, words.length / width)
  for (const [at, word] of words.entries()) view.setUint32(4 + at * 4, word)
  return bytes
}

/** Four bytes: QuickTime's names begin with 0xA9, which is no UTF-8. */
function name(type: string): Uint8Array {
  return Uint8Array.from(type, (char) => char.charCodeAt(0))
}
