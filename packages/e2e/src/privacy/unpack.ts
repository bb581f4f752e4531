import { brotliDecompressSync, constants, inflateRawSync, inflateSync } from 'node:zlib'

/** What was in bytes in another form, and the name of the form. */
export interface Unpacked {
  readonly form: string
  readonly bytes: Buffer
}

/** A bomb is not worth more. */
const maxOutputLength = 64 * 1024 ** 2
/** Shorter, it holds no secret. */
const leastBytes = 6
/** gzip in base64 in gzip, and no further. */
const deepest = 3

/**
 * Everything that is packed in bytes, and in what that unpacks to: streams of gzip and zlib wherever they begin, runs
 * of base64 and hex digits; where they are one whole thing (a body, a file, a run of base64), raw deflate and Brotli,
 * which have no beginning to be known by.
 *
 * @param whole whether the bytes are one such thing, not a heap of others
 */
export function unpack(bytes: Buffer, whole: boolean, depth = 0): readonly Unpacked[] {
  const streams = [...streamsIn(bytes), ...(whole ? wholeOf(bytes) : [])]
  const runs = runsIn(bytes)
  const decoded = runs.filter(({ length }) => length >= leastBytes)
  const inRuns = decoded.flatMap((run) => [...streamsAt(run), ...wholeOf(run)])
  const found = [
    ...streams,
    ...(decoded.length === 0 ? [] : [{ form: 'digits', bytes: joined(decoded) }]),
    ...inRuns.map((one) => ({ ...one, form: `digits, ${one.form}` })),
  ]
  if (depth + 1 >= deepest) return found
  return found.flatMap((one) => [
    one,
    ...(one.form === 'digits' ? [] : unpack(one.bytes, true, depth + 1)).map((inner) => ({
      ...inner,
      form: `${one.form}, ${inner.form}`,
    })),
  ])
}

const separator = Buffer.alloc(16)

function joined(runs: readonly Buffer[]): Buffer {
  return Buffer.concat(runs.flatMap((run) => [run, separator]))
}

/** RFC 1952: 1f 8b 08. RFC 1950: 78, and a second byte that makes the two a multiple of 31. */
function streamsIn(bytes: Buffer): readonly Unpacked[] {
  const found: Unpacked[] = []
  for (let at = bytes.indexOf(0x1f); at !== -1; at = bytes.indexOf(0x1f, at + 1))
    if (bytes[at + 1] === 0x8b && bytes[at + 2] === 0x08)
      found.push(...streamsAt(bytes.subarray(at)))
  for (let at = bytes.indexOf(0x78); at !== -1; at = bytes.indexOf(0x78, at + 1))
    if (zlibSeconds.has(bytes[at + 1] ?? 0)) found.push(...streamsAt(bytes.subarray(at)))
  return found
}

const zlibSeconds: ReadonlySet<number> = new Set([0x01, 0x5e, 0x9c, 0xda])

/** A stream that begins here, to its end or to where it breaks off. */
function streamsAt(bytes: Buffer): readonly Unpacked[] {
  const finishFlush = constants.Z_SYNC_FLUSH
  if (bytes[0] === 0x1f && bytes[1] === 0x8b)
    return tried('gzip', () =>
      // by itself it would take what lies behind it for another member, and fail
      inflateRawSync(bytes.subarray(gzipHead(bytes)), { maxOutputLength, finishFlush }),
    )
  if (bytes[0] === 0x78 && zlibSeconds.has(bytes[1] ?? 0))
    return tried('zlib', () => inflateSync(bytes, { maxOutputLength, finishFlush }))
  return []
}

/** Length of the head of a member (RFC 1952, 2.3). */
function gzipHead(bytes: Buffer): number {
  const flags = bytes[3] ?? 0
  let at = 10
  if ((flags & 4) !== 0) at += 2 + (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) * 256
  // a name and a comment, each to its zero
  for (const flag of [8, 16]) if ((flags & flag) !== 0) at = bytes.indexOf(0, at) + 1
  return (flags & 2) === 0 ? at : at + 2
}

function wholeOf(bytes: Buffer): readonly Unpacked[] {
  const limit = { maxOutputLength }
  return [
    ...tried('deflate', () => inflateRawSync(bytes, limit)),
    ...tried('Brotli', () => brotliDecompressSync(bytes, limit)),
  ]
}

function tried(form: string, decode: () => Buffer): readonly Unpacked[] {
  try {
    const bytes = decode()
    return bytes.length < leastBytes ? [] : [{ form, bytes }]
  } catch (error) {
    // nearly everything is none: zlib says so by codes of its own
    if (error instanceof Error && 'code' in error) return []
    throw error
  }
}

/** A bit for each kind of digit that a byte is. */
const base64Digit = 1
const hexDigit = 2
const kinds = kindsOfBytes()
/** Twelve bytes in base64, eight in hex. */
const shortestRun = 16

/** Runs of digits, decoded as what they may be. */
function runsIn(bytes: Buffer): readonly Buffer[] {
  const runs: Buffer[] = []
  let from = 0
  let kind = base64Digit | hexDigit
  for (let at = 0; at <= bytes.length; at++) {
    const now = at < bytes.length ? (kinds[bytes[at] ?? 0] ?? 0) : 0
    if ((now & base64Digit) !== 0) {
      kind &= now
      continue
    }
    if (at - from >= shortestRun) {
      const digits = bytes.toString('latin1', from, at)
      // both alphabets are understood
      runs.push(Buffer.from(digits, 'base64'))
      if ((kind & hexDigit) !== 0) runs.push(Buffer.from(digits, 'hex'))
    }
    from = at + 1
    kind = base64Digit | hexDigit
  }
  return runs
}

function kindsOfBytes(): Uint8Array {
  const table = new Uint8Array(256)
  for (const digit of Buffer.from(
    'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_',
  ))
    table[digit] = base64Digit
  for (const digit of Buffer.from('0123456789abcdefABCDEF')) table[digit] = base64Digit | hexDigit
  return table
}
