import { open } from 'node:fs/promises'

/** The writer's own facts are at the beginning, before the first picture. */
const headBytes = 4096

const ids = { segment: 0x18_53_80_67, info: 0x15_49_a9_66, scale: 0x2a_d7_b1, duration: 0x44_89 }

/**
 * The length of a Matroska file by its segment information (RFC 9559, 5.1.2.10), in seconds. No picture is read.
 *
 * @returns null for other files, and where it does not tell: it is written when the file is closed
 */
export async function mkvSeconds(path: string): Promise<number | null> {
  await using file = await open(path, 'r')
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(headBytes), position: 0 })
  const head = buffer.subarray(0, bytesRead)
  if (head.length < 4 || head.readUInt32BE(0) !== 0x1a_45_df_a3) return null
  const segment = childOf(head, ids.segment)
  const info = segment === null ? null : childOf(segment, ids.info)
  const duration = info === null ? null : childOf(info, ids.duration)
  if (info === null || duration === null) return null
  const scale = childOf(info, ids.scale)
  // "TimestampScale: Base unit for Segment Ticks and Track Ticks, in nanoseconds"; a million where it is not said
  const nanoseconds = scale === null ? 1_000_000 : scale.readUIntBE(0, Math.min(scale.length, 6))
  const ticks = floatOf(duration)
  return ticks === null || ticks <= 0 ? null : (ticks * nanoseconds) / 1e9
}

/** RFC 8794, 6.1: an element is its ID, its size, and its data; null where it is not among the children. */
function childOf(data: Buffer, wanted: number): Buffer | null {
  let at = 0
  while (at < data.length) {
    const id = numberAt(data, at, true)
    const size = id === null ? null : numberAt(data, at + id.length, false)
    if (id === null || size === null) return null
    const begins = at + id.length + size.length
    // a size of ones is not known: it goes to the end
    const ends = size.value === null ? data.length : begins + size.value
    if (id.value === wanted) return data.subarray(begins, Math.min(ends, data.length))
    at = ends
  }
  return null
}

/** RFC 8794, 4: the zeros before the first one tell how many bytes follow; an ID keeps that mark. */
function numberAt(data: Buffer, at: number, keepsMark: boolean) {
  const first = data[at]
  if (first === undefined || first === 0) return null
  const length = Math.clz32(first) - 23
  // six bytes count more than any disk holds
  if (at + length > data.length) return null
  let value = keepsMark ? first : first & (0xff >> length)
  let isOnes = value === 0xff >> length
  for (let next = 1; next < length; next++) {
    const byte = data[at + next] ?? 0
    isOnes &&= byte === 0xff
    value = value * 256 + byte
  }
  return { length, value: isOnes && !keepsMark ? null : value }
}

function floatOf(data: Buffer): number | null {
  if (data.length === 4) return data.readFloatBE(0)
  return data.length === 8 ? data.readDoubleBE(0) : null
}
