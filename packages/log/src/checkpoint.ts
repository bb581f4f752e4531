import { decodeBase64, encodeBase64 } from './base64.ts'
import { LogError } from './error.ts'
import { hashBytes } from './hash.ts'
import { parseNote, signNote, verifyNote, type Signer, type Verifier } from './note.ts'

/** What a log says about itself at one moment (C2SP tlog-checkpoint). */
export interface Checkpoint {
  /** the log's name */
  readonly origin: string
  /** entries */
  readonly size: number
  /** 32 bytes */
  readonly root: Uint8Array
  /** "NOT RECOMMENDED, as they are not auditable by log monitors": kept when read, never written by our logs */
  readonly extensions: readonly string[]
}

/** A checkpoint whose log's signature was verified, with the whole signed note. */
export interface SignedCheckpoint extends Checkpoint {
  readonly note: string
}

/** The text of the note, without signatures. */
export function formatCheckpoint({ origin, size, root, extensions }: Checkpoint): string {
  return [origin, String(size), encodeBase64(root), ...extensions].join('\n').concat('\n')
}

/** @throws LogError `checkpoint-malformed` */
export function parseCheckpoint(text: string): Checkpoint {
  const lines = text.split('\n')
  const ended = lines.pop() === ''
  const [origin = '', sizeText = '', rootText = '', ...extensions] = lines
  const root = decodeBase64(rootText)
  const size = parseCount(sizeText)
  if (!ended || origin === '' || size === null || root?.length !== hashBytes)
    throw new LogError('checkpoint-malformed')
  // "Extension lines, if any, MUST be non-empty"
  if (extensions.includes('')) throw new LogError('checkpoint-malformed', 'empty line')
  return { origin, size, root, extensions }
}

/** Signs the state of the signer's log: "The log's key name in its signature line SHOULD match the origin line", and ours does. */
export function signCheckpoint(
  { size, root }: Pick<Checkpoint, 'size' | 'root'>,
  signer: Signer,
): SignedCheckpoint {
  const checkpoint = { origin: signer.publicKey.name, size, root, extensions: [] }
  return { ...checkpoint, note: signNote(formatCheckpoint(checkpoint), [signer]) }
}

/**
 * Reads a checkpoint and verifies its log's signature. It says nothing about witnesses.
 * @throws LogError `note-malformed`, `note-too-large`, `signature-missing`, `signature-wrong`, `checkpoint-malformed`, `origin-differs`
 */
export function openCheckpoint(note: string, log: Verifier): SignedCheckpoint {
  const parsed = parseNote(note)
  verifyNote(parsed, [log])
  const checkpoint = parseCheckpoint(parsed.text)
  if (checkpoint.origin !== log.publicKey.name)
    throw new LogError('origin-differs', checkpoint.origin)
  return { ...checkpoint, note }
}

/** "ASCII decimal with no leading zeroes"; null for other text and for what a double cannot count exactly. */
export function parseCount(text: string): number | null {
  const count = Number(text)
  return /^(?:0|[1-9]\d*)$/.test(text) && Number.isSafeInteger(count) ? count : null
}
