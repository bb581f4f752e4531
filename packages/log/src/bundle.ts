import { LogError } from './error.ts'

/** "big-endian uint16 length-prefixed log entries" (C2SP tlog-tiles): no entry can be longer. */
export const maxEntryBytes = 65_535

const prefixBytes = 2

/** An entry bundle: each entry behind its length. @throws LogError `entry-too-large` */
export function encodeBundle(entries: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(entries.reduce((sum, { length }) => sum + prefixBytes + length, 0))
  let offset = 0
  for (const entry of entries) {
    if (entry.length > maxEntryBytes) throw new LogError('entry-too-large', `${entry.length} bytes`)
    bytes[offset] = entry.length >> 8
    bytes[offset + 1] = entry.length & 255
    bytes.set(entry, offset + prefixBytes)
    offset += prefixBytes + entry.length
  }
  return bytes
}

/**
 * @param count how many entries the bundle must hold: its width in the tree
 * @returns views of `bytes`
 * @throws LogError `bundle-malformed`
 */
export function decodeBundle(bytes: Uint8Array, count: number): readonly Uint8Array[] {
  const entries: Uint8Array[] = []
  let offset = 0
  while (offset < bytes.length) {
    const [high, low] = bytes.subarray(offset, offset + prefixBytes)
    if (high === undefined || low === undefined) throw new LogError('bundle-malformed', 'cut off')
    const start = offset + prefixBytes
    offset = start + high * 256 + low
    if (offset > bytes.length) throw new LogError('bundle-malformed', 'cut off')
    entries.push(bytes.subarray(start, offset))
  }
  if (entries.length === count) return entries
  throw new LogError('bundle-malformed', `${entries.length} entries instead of ${count}`)
}
