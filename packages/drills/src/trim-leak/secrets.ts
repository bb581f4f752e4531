import { createHash } from 'node:crypto'

/** Something that a file says beside picture and sound, and that no copy may say. */
export interface Secret {
  /** Where it stands: `title`, `uuid box`. */
  readonly kind: string
  /** Words to look for in bytes and in what other programs print. */
  readonly text: string
  /** The same as numbers that files hold, where they hold it as numbers. */
  readonly bytes?: readonly Buffer[]
}

/** A word that stands nowhere else: the same in every run. */
export function secret(kind: string): Secret {
  return { kind, text: `Zq${createHash('sha256').update(kind).digest('hex').slice(0, 14)}` }
}

/** Whether a secret is in these bytes, as it is or in an encoding that a program might use. */
export function isIn(bytes: Buffer, { text, bytes: numbers = [] }: Secret): boolean {
  return [...encodings(text), ...numbers].some((form) => bytes.includes(form))
}

function encodings(text: string): readonly Buffer[] {
  const plain = Buffer.from(text)
  const wide = Buffer.from(text, 'utf16le')
  const hex = plain.toString('hex')
  return [
    plain,
    wide,
    Buffer.from(wide).swap16(),
    Buffer.from(hex),
    Buffer.from(hex.toUpperCase()),
    Buffer.from(plain.toReversed()),
    ...[0, 1, 2].map((before) => base64At(plain, before)),
    ...[1, 2, 3, 4, 5, 6, 7].map((by) => shifted(plain, by)),
  ]
}

/** What stands for these bytes in base64 after so many others, whatever those are. */
function base64At(plain: Buffer, before: number): Buffer {
  const text = Buffer.concat([Buffer.alloc(before), plain]).toString('base64')
  const [skipped, whole] = [
    Math.ceil((before * 8) / 6),
    Math.floor(((before + plain.length) * 8) / 6),
  ]
  return Buffer.from(text.slice(skipped, whole))
}

/** The inner bytes of a text that begins some bits later: in streams of bits nothing keeps to bytes. */
function shifted(plain: Buffer, by: number): Buffer {
  return Buffer.from(
    Array.from(
      { length: plain.length - 1 },
      (_, at) => (((plain[at] ?? 0) << (8 - by)) | ((plain[at + 1] ?? 0) >> by)) & 0xff,
    ),
  )
}
