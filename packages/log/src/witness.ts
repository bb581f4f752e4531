import { parseAddCheckpoint, type AddCheckpoint } from './add-checkpoint.ts'
import { equalBytes } from './bytes.ts'
import { parseCheckpoint, type Checkpoint } from './checkpoint.ts'
import { cosign, cosignedAt, requireCosignatureKey } from './cosignature.ts'
import { LogError } from './error.ts'
import { emptyRoot } from './hash.ts'
import { secondsOf, type Instant } from './instant.ts'
import { publicKeyOf, type PublicKey, type SecretKey } from './key.ts'
import {
  formatNote,
  formatSignature,
  parseNote,
  signedBy,
  verifyNote,
  type NoteSignature,
  type Verifier,
} from './note.ts'
import { verifyConsistency } from './proof.ts'
import type { WitnessStore } from './store.ts'

/** Why a witness does not cosign. Each is a status of C2SP tlog-witness. */
export type WitnessRefusal =
  /** 400: not in the format */
  | { readonly because: 'malformed' }
  /** 400: "The old size MUST be equal to or lower than the checkpoint size" */
  | { readonly because: 'old-too-large' }
  /** 404: "If the checkpoint origin is unknown" */
  | { readonly because: 'unknown-log' }
  /** 403: "If none of the signatures verify against a trusted public key" */
  | { readonly because: 'unsigned' }
  /** 409: the old size does not match "the size of the latest checkpoint it cosigned", which is `size` */
  | { readonly because: 'old-differs'; readonly size: number }
  /** 409: same size, other root. The request is proof that the log has lied: it is worth keeping. */
  | { readonly because: 'forked' }
  /** 422: "If the Merkle Consistency Proof doesn't verify". The request may be proof that the log has lied. */
  | { readonly because: 'proof-wrong' }

export type WitnessVerdict =
  | { readonly cosigned: true; readonly signature: NoteSignature }
  | ({ readonly cosigned: false } & WitnessRefusal)

export interface WitnessParts {
  /** of type cosignature/v1 */
  readonly secret: SecretKey
  /** the logs it watches; a log's origin is the name of its key, and may have several keys */
  readonly logs: readonly Verifier[]
  readonly store: WitnessStore
}

/** Somebody who is not the log and remembers what it said (C2SP tlog-witness). */
export interface Witness {
  readonly publicKey: PublicKey
  /**
   * Answers the body of an `add-checkpoint` request. A cosignature is given only once what was cosigned is durable: "The
   * witness MUST persist the new checkpoint before responding".
   * @throws LogError `time-backwards` where it has cosigned this log at a later time; `time-malformed`; `witness-busy`;
   *   `note-malformed`, `note-too-large`, `checkpoint-malformed`, `origin-differs` where its own memory is damaged
   */
  addCheckpoint(body: string, now: Instant): Promise<WitnessVerdict>
}

/** @throws LogError `key-malformed` for a key of another type */
export function createWitness(parts: WitnessParts): Witness {
  const publicKey = publicKeyOf(parts.secret)
  requireCosignatureKey(publicKey)
  return {
    publicKey,
    async addCheckpoint(body, now): Promise<WitnessVerdict> {
      const admitted = admit(body, parts.logs)
      if ('because' in admitted) return { cosigned: false, ...admitted }
      return await decide(admitted, { ...parts, publicKey, now })
    },
  }
}

export interface HttpAnswer {
  readonly status: number
  readonly contentType: string
  readonly body: string
}

/** The response that C2SP tlog-witness prescribes. */
export function answerOf(verdict: WitnessVerdict): HttpAnswer {
  if (verdict.cosigned) return plain(200, formatSignature(verdict.signature))
  // "followed by a newline (U+000A). The response MUST have a Content-Type of text/x.tlog.size"
  if (verdict.because === 'old-differs')
    return { status: 409, contentType: 'text/x.tlog.size', body: `${verdict.size}\n` }
  return plain(statuses[verdict.because], `${verdict.because}\n`)
}

const statuses = {
  malformed: 400,
  'old-too-large': 400,
  unsigned: 403,
  'unknown-log': 404,
  forked: 409,
  'proof-wrong': 422,
} as const

function plain(status: number, body: string): HttpAnswer {
  return { status, contentType: 'text/plain; charset=utf-8', body }
}

/** A request whose log's signature was verified. */
export interface Admitted {
  readonly request: AddCheckpoint
  /** the verified ones; "it MUST ignore signatures from unknown keys" */
  readonly signatures: readonly NoteSignature[]
}

/** What can be said of a request without knowing what was cosigned before. */
export function admit(body: string, logs: readonly Verifier[]): Admitted | WitnessRefusal {
  const request = unlessRefused(() => parseAddCheckpoint(body))
  if (request === null) return { because: 'malformed' }
  const { old, note, checkpoint } = request
  const trusted = logs.filter(({ publicKey }) => publicKey.name === checkpoint.origin)
  if (trusted.length === 0) return { because: 'unknown-log' }
  const signatures = unlessRefused(() => verifyNote(parseNote(note), trusted))
  if (signatures === null) return { because: 'unsigned' }
  return old > checkpoint.size ? { because: 'old-too-large' } : { request, signatures }
}

/**
 * Whether an admitted checkpoint continues the latest one that was cosigned, null where none was. Pure: it neither signs nor keeps.
 * @returns null where it does
 */
export function refusalOf(
  { old, proof, checkpoint }: AddCheckpoint,
  latest: Pick<Checkpoint, 'size' | 'root'> | null,
): WitnessRefusal | null {
  // "or zero if it never cosigned a checkpoint for that origin"
  const { size, root } = latest ?? { size: 0, root: emptyRoot }
  if (old !== size) return { because: 'old-differs', size }
  if (size === checkpoint.size && !equalBytes(root, checkpoint.root)) return { because: 'forked' }
  if (size === 0) return proof.length === 0 ? null : { because: 'proof-wrong' }
  const claim = { old, oldRoot: root, size: checkpoint.size, root: checkpoint.root, proof }
  return verifyConsistency(claim).verified ? null : { because: 'proof-wrong' }
}

/** Each lost race means that another request was served; the size has then mostly changed, and the answer is 409. */
const maxRaces = 16

async function decide(
  { request, signatures }: Admitted,
  { secret, store, publicKey, now }: WitnessParts & { publicKey: PublicKey; now: Instant },
): Promise<WitnessVerdict> {
  const { origin } = request.checkpoint
  for (let race = 0; race < maxRaces; race++) {
    const held = await store.read(origin)
    const latest = held === null ? null : openHeld(held, { origin, publicKey })
    const refusal = refusalOf(request, latest)
    if (refusal !== null) return { cosigned: false, ...refusal }
    if (latest !== null) requireOrder(latest.at, now)
    const signature = cosign(request.note, secret, now)
    const { text } = parseNote(request.note)
    const next = formatNote({ text, signatures: [...signatures, signature] })
    if (await store.replace(origin, held, next)) return { cosigned: true, signature }
  }
  throw new LogError('witness-busy', origin)
}

/** `at`: when this witness cosigned it; null where it had another key then */
function openHeld(
  held: string,
  { origin, publicKey }: { origin: string; publicKey: PublicKey },
): Checkpoint & { readonly at: Instant | null } {
  const { text, signatures } = parseNote(held)
  const checkpoint = parseCheckpoint(text)
  if (checkpoint.origin !== origin) throw new LogError('origin-differs', checkpoint.origin)
  const own = signatures.find((signature) => signedBy(signature, publicKey))
  return { ...checkpoint, at: own === undefined ? null : cosignedAt(own) }
}

/** A cosignature is of "the largest size the cosigner has observed" at its time: an earlier time with a larger size would deny the one before. */
function requireOrder(at: Instant | null, now: Instant): void {
  if (at !== null && secondsOf(now) < secondsOf(at))
    throw new LogError('time-backwards', `${now} after ${at}`)
}

/** null where the library refused what came from outside */
function unlessRefused<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof LogError) return null
    throw error
  }
}
