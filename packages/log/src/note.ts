import { decodeBase64, encodeBase64 } from './base64.ts'
import { bytesOfText, concatBytes } from './bytes.ts'
import { LogError } from './error.ts'
import { isKeyName, type PublicKey } from './key.ts'

/** "MUST accept at least up to 16 signatures"; room for a log, its next key and many witnesses. */
export const maxSignatures = 64

/** 64 signatures of post-quantum size ("up to nearly 5kB") fit. In characters. */
const maxNoteLength = 1_000_000

/** Text with signature lines below it (C2SP signed-note). Nothing in it is verified. */
export interface Note {
  /** ends with a newline, which is signed too */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

export interface NoteSignature {
  readonly name: string
  readonly keyId: number
  /** what the key's algorithm made, without the key id */
  readonly signature: Uint8Array
}

/** Makes signature lines. Its secret may be anywhere (in memory, in a device). */
export interface Signer {
  readonly publicKey: PublicKey
  sign(message: Uint8Array): Uint8Array
}

/** Knows one public key. */
export interface Verifier {
  readonly publicKey: PublicKey
  /** Whether `signature` is this key's over the text of a note. */
  verify(message: Uint8Array, signature: Uint8Array): boolean
}

/** Note text and signatures, one `— name base64` line each. */
export function formatNote({ text, signatures }: Note): string {
  return `${text}\n${signatures.map(formatSignature).join('')}`
}

/** @throws LogError `note-malformed`, `note-too-large` */
export function parseNote(note: string): Note {
  if (note.length > maxNoteLength) throw new LogError('note-too-large')
  if (!isNoteText(note)) throw new LogError('note-malformed', 'characters')
  // "the text is separated from the signatures by the last empty line in the note"
  const end = note.lastIndexOf('\n\n')
  if (end < 0) throw new LogError('note-malformed', 'no empty line')
  const lines = note.slice(end + 2).split('\n')
  if (lines.pop() !== '' || lines.length === 0) throw new LogError('note-malformed', 'signatures')
  if (lines.length > maxSignatures) throw new LogError('note-too-large')
  return { text: note.slice(0, end + 1), signatures: lines.map(parseSignature) }
}

/** @throws LogError `note-malformed` where the text cannot be a note's */
export function signNote(text: string, signers: readonly Signer[]): string {
  if (!isNoteText(text) || !text.endsWith('\n')) throw new LogError('note-malformed', 'text')
  const message = bytesOfText(text)
  const signatures = signers.map((signer) => ({
    name: signer.publicKey.name,
    keyId: signer.publicKey.id,
    signature: signer.sign(message),
  }))
  return formatNote({ text, signatures })
}

/**
 * The signatures by known keys, all verified; "Verifiers MUST ignore signatures from unknown keys".
 * @throws LogError `signature-wrong`: "If a signature from a known key fails to verify, clients SHOULD reject the whole note";
 *   `signature-missing` where no known key signed
 */
export function verifyNote(note: Note, verifiers: readonly Verifier[]): readonly NoteSignature[] {
  const message = bytesOfText(note.text)
  const verified = new Map<Verifier, NoteSignature>()
  for (const signature of note.signatures) {
    const verifier = verifiers.find((known) => signedBy(signature, known.publicKey))
    if (verifier === undefined) continue
    if (!verifier.verify(message, signature.signature))
      throw new LogError('signature-wrong', signature.name)
    // a second line of the same key adds nothing
    if (!verified.has(verifier)) verified.set(verifier, signature)
  }
  if (verified.size > 0) return [...verified.values()]
  throw new LogError('signature-missing', verifiers.map(({ publicKey }) => publicKey.name).join())
}

/** Whether a line says that it is this key's: "The tuple of key name and key ID uniquely identifies the key". Nothing is verified. */
export function signedBy({ name, keyId }: NoteSignature, key: PublicKey): boolean {
  return name === key.name && keyId === key.id
}

/** "valid UTF-8 and MUST NOT contain any ASCII control characters (those below U+0020) other than newline" */
function isNoteText(text: string): boolean {
  // oxlint-disable-next-line no-control-regex -- control characters are what the rule is about
  return text.isWellFormed() && !/[\u0000-\u0009\u000b-\u001f]/.test(text)
}

const keyIdBytes = 4

/** One signature line with its newline. */
export function formatSignature({ name, keyId, signature }: NoteSignature): string {
  const id = new Uint8Array(keyIdBytes)
  new DataView(id.buffer).setUint32(0, keyId)
  return `— ${name} ${encodeBase64(concatBytes([id, signature]))}\n`
}

function parseSignature(line: string): NoteSignature {
  const [, name = '', base64 = ''] = /^— (\S+) (\S+)$/u.exec(line) ?? []
  const bytes = decodeBase64(base64)
  if (bytes === null || bytes.length <= keyIdBytes || !isKeyName(name))
    throw new LogError('note-malformed', 'signature line')
  const keyId = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0)
  return { name, keyId, signature: bytes.slice(keyIdBytes) }
}
