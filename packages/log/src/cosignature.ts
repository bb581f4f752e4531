import { ed25519 } from '@noble/curves/ed25519.js'

import { bytesOfText, concatBytes } from './bytes.ts'
import { parseCheckpoint } from './checkpoint.ts'
import { signatureBytes, verifyEd25519 } from './ed25519.ts'
import { LogError } from './error.ts'
import { instantOf, secondsOf, type Instant } from './instant.ts'
import { publicKeyOf, signatureType, type PublicKey, type SecretKey } from './key.ts'
import { formatNote, parseNote, type NoteSignature, type Verifier } from './note.ts'

/**
 * A witness's line for a checkpoint (C2SP tlog-cosignature, Ed25519): "as of the specified time, the consistent tree head
 * with the largest size the cosigner has observed for the log identified by the origin line has the specified root hash".
 * Whoever calls this has checked that.
 * @throws LogError `key-malformed` for a key of another type, `checkpoint-malformed`, `note-malformed`
 */
export function cosign(note: string, secret: SecretKey, now: Instant): NoteSignature {
  const publicKey = publicKeyOf(secret)
  requireCosignatureKey(publicKey)
  const { text } = parseNote(note)
  parseCheckpoint(text)
  const seconds = secondsOf(now)
  const time = new Uint8Array(timeBytes)
  new DataView(time.buffer).setBigUint64(0, BigInt(seconds))
  const signature = ed25519.sign(messageOf(seconds, bytesOfText(text)), secret.seed)
  return { name: publicKey.name, keyId: publicKey.id, signature: concatBytes([time, signature]) }
}

/** The note with one more signature line, below those it has. */
export function addSignature(note: string, signature: NoteSignature): string {
  const parsed = parseNote(note)
  return formatNote({ ...parsed, signatures: [...parsed.signatures, signature] })
}

/** @throws LogError `key-malformed` for a key of another type */
export function createCosignatureVerifier(publicKey: PublicKey): Verifier {
  requireCosignatureKey(publicKey)
  return {
    publicKey,
    verify(message: Uint8Array, bytes: Uint8Array): boolean {
      const seconds = secondsIn(bytes)
      if (seconds === null) return false
      const signature = bytes.slice(timeBytes)
      return verifyEd25519({
        message: messageOf(seconds, message),
        signature,
        key: publicKey.key,
      })
    },
  }
}

/** When a verified cosignature was made, by the witness's clock. @throws LogError `note-malformed` */
export function cosignedAt({ signature, name }: NoteSignature): Instant {
  const seconds = secondsIn(signature)
  if (seconds === null) throw new LogError('note-malformed', name)
  return instantOf(seconds)
}

const timeBytes = 8

/** The end of the year 9999: the last second that an `Instant` can say. */
const maxSeconds = 253_402_300_799n

/** null where the bytes are no `timestamped_signature` */
function secondsIn(bytes: Uint8Array): number | null {
  if (bytes.length !== timeBytes + signatureBytes) return null
  const seconds = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0)
  return seconds <= maxSeconds ? Number(seconds) : null
}

/** "two newline (U+000A) terminated lines (one header line and one timestamp line) followed by the whole note body" */
function messageOf(seconds: number, text: Uint8Array): Uint8Array {
  return concatBytes([bytesOfText(`cosignature/v1\ntime ${seconds}\n`), text])
}

/** @throws LogError `key-malformed` for a key of another type */
export function requireCosignatureKey({ type, name }: PublicKey): void {
  if (type !== signatureType.cosignature) throw new LogError('key-malformed', name)
}
