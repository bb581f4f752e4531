import { formatAddCheckpoint } from './add-checkpoint.ts'
import { bytesOfText } from './bytes.ts'
import { parseCount, type SignedCheckpoint } from './checkpoint.ts'
import { cosignedAt, createCosignatureVerifier } from './cosignature.ts'
import { LogError } from './error.ts'
import type { Instant } from './instant.ts'
import {
  formatNote,
  parseNote,
  signedBy,
  verifyNote,
  type Note,
  type NoteSignature,
} from './note.ts'
import type { Policy, PolicyWitness } from './policy.ts'
import type { Proof } from './proof.ts'
import { quorumHolds } from './quorum.ts'

/** What a witness answered, or did not. None of these stops the others. */
export type CosignatureOutcome =
  /** verified; `at` is by the witness's clock */
  | { readonly outcome: 'cosigned'; readonly signature: NoteSignature; readonly at: Instant }
  /** it says that it has cosigned a larger tree of this log */
  | { readonly outcome: 'ahead'; readonly size: number }
  /** 409 or 422 to a true proof from the size that it named: it saw another history, or lies */
  | { readonly outcome: 'disagrees'; readonly status: number }
  /** any other status */
  | { readonly outcome: 'refused'; readonly status: number }
  /** its answer is no cosignature by its key on this checkpoint */
  | { readonly outcome: 'wrong'; readonly cause: LogError }
  /** `timely` said no to the time in its cosignature */
  | { readonly outcome: 'untimely'; readonly at: Instant }
  /** no answer before `signal` */
  | { readonly outcome: 'slow' }
  /** the others were enough before it answered */
  | { readonly outcome: 'unawaited' }
  /** `send` rejected */
  | { readonly outcome: 'down'; readonly cause: unknown }
  /** the policy has no URL for it */
  | { readonly outcome: 'unasked' }

export interface Collection {
  /** whether the cosignatures in `note`, all of them verified, satisfy the policy */
  readonly quorum: boolean
  /** the checkpoint with the cosignatures of the policy's witnesses; lines of keys unknown to the policy stay as they were */
  readonly note: string
  /** by the witness's name in the policy */
  readonly outcomes: ReadonlyMap<string, CosignatureOutcome>
  /** what each witness has now, as far as is known: for `sizes` of the next collection */
  readonly sizes: ReadonlyMap<string, number>
}

/** A witness that can be asked, and the body for its `add-checkpoint`. */
export interface CosignatureCall {
  /** its submission prefix */
  readonly url: string
  readonly witness: PolicyWitness
  readonly body: string
  readonly signal: AbortSignal
}

export interface CollectOptions {
  readonly checkpoint: SignedCheckpoint
  readonly policy: Policy
  /**
   * POSTs `body` to `<url>/add-checkpoint`. It follows no redirects, and reads no more of the answer than it is willing to hold:
   * a witness may send without end. What it does after `signal` is ignored.
   */
  readonly send: (
    call: CosignatureCall,
  ) => Promise<{ readonly status: number; readonly body: string }>
  /** the consistency proof from a smaller tree: `(old) => reader.consistency(old)`. Its rejection is the caller's own failure. */
  readonly proof: (old: number) => Promise<Proof>
  /** the time limit */
  readonly signal: AbortSignal
  /** sizes that the witnesses are known to have, by name; where it is wrong, a witness says so and is asked once more */
  readonly sizes?: ReadonlyMap<string, number>
  /** `quorum`: return as soon as the policy is satisfied; `all`, the default: hear everybody, until `signal` */
  readonly until?: 'quorum' | 'all'
  /** whether a cosignature of that time is acceptable; by default each is */
  readonly timely?: (at: Instant) => boolean
}

/**
 * Asks all witnesses of a policy side by side for their cosignatures (C2SP tlog-witness) and verifies each.
 * Never rejects for what a witness does.
 * @throws what `proof` throws; LogError `note-malformed` for a checkpoint that has no note
 */
export async function collectCosignatures(options: CollectOptions): Promise<Collection> {
  const enough = new AbortController()
  const signal = AbortSignal.any([options.signal, enough.signal])
  const outcomes = new Map<string, CosignatureOutcome>()
  try {
    const limit = limitOf(signal)
    const asked = options.policy.witnesses.map(async (witness) => {
      const outcome = await ask(witness, { ...options, signal, limit })
      const cut = outcome.outcome === 'slow' && !options.signal.aborted
      outcomes.set(witness.name, cut ? { outcome: 'unawaited' } : outcome)
      if (options.until === 'quorum' && quorumHolds(options.policy, cosignersIn(outcomes)))
        enough.abort()
    })
    await Promise.all(asked)
  } finally {
    // also ends the calls of the others where `proof` failed
    enough.abort()
  }
  return collectionOf(options, outcomes)
}

function cosignersIn(outcomes: ReadonlyMap<string, CosignatureOutcome>): ReadonlySet<string> {
  return new Set(
    [...outcomes].filter(([, { outcome }]) => outcome === 'cosigned').map(([name]) => name),
  )
}

interface Asking extends CollectOptions {
  /** resolves when `signal` aborts */
  readonly limit: Promise<void>
}

/** A witness whose size moves while it is asked has another client; one that moves on and on is not worth more. */
const maxCalls = 3

async function ask(witness: PolicyWitness, options: Asking): Promise<CosignatureOutcome> {
  const { checkpoint, sizes, proof } = options
  if (witness.url === null) return { outcome: 'unasked' }
  // "The old size MUST be equal to or lower than the checkpoint size"
  let old = Math.min(sizes?.get(witness.name) ?? 0, checkpoint.size)
  for (let call = 1; ; call++) {
    const body = formatAddCheckpoint({ old, proof: await proof(old), note: checkpoint.note })
    const answer = await sendOnce(
      { url: witness.url, witness, body, signal: options.signal },
      options,
    )
    if ('outcome' in answer) return answer
    if (answer.status === 200) return judge(answer.body, witness, options)
    const size = answer.status === 409 ? parseSize(answer.body) : null
    if (size === null || size === old) return refusalOf(answer.status)
    if (size > checkpoint.size) return { outcome: 'ahead', size }
    if (call === maxCalls) return refusalOf(answer.status)
    old = size
  }
}

async function sendOnce(
  call: CosignatureCall,
  { send, limit }: Asking,
): Promise<{ readonly status: number; readonly body: string } | CosignatureOutcome> {
  if (call.signal.aborted) return { outcome: 'slow' }
  try {
    return (await Promise.race([send(call), limit])) ?? { outcome: 'slow' }
  } catch (cause) {
    // Whatever a network can throw: the witness is not there for us.
    return failureOf(cause, call.signal)
  }
}

function failureOf(cause: unknown, { aborted }: AbortSignal): CosignatureOutcome {
  return aborted ? { outcome: 'slow' } : { outcome: 'down', cause }
}

/** "The client MUST ignore any cosignatures from unknown keys": only this witness's own line is looked at. */
function judge(
  body: string,
  { key }: PolicyWitness,
  { checkpoint, timely }: Asking,
): CosignatureOutcome {
  try {
    // "the client MAY concatenate it to the checkpoint, and use a note verification function"
    const note = parseNote(`${parseNote(checkpoint.note).text}\n${body}`)
    const [signature] = verifyNote(note, [createCosignatureVerifier(key)])
    if (signature === undefined) throw new LogError('signature-missing')
    const at = cosignedAt(signature)
    return timely?.(at) === false
      ? { outcome: 'untimely', at }
      : { outcome: 'cosigned', signature, at }
  } catch (cause) {
    if (cause instanceof LogError) return { outcome: 'wrong', cause }
    throw cause
  }
}

function refusalOf(status: number): CosignatureOutcome {
  return status === 409 || status === 422
    ? { outcome: 'disagrees', status }
    : { outcome: 'refused', status }
}

/** "the tree size of the latest cosigned checkpoint in decimal, followed by a newline (U+000A)" */
function parseSize(body: string): number | null {
  return body.endsWith('\n') ? parseCount(body.slice(0, -1)) : null
}

async function limitOf(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise<void>((resolve) => {
    signal.addEventListener(
      'abort',
      () => {
        resolve()
      },
      { once: true },
    )
  })
}

function collectionOf(
  { checkpoint, policy, sizes = new Map<string, number>() }: CollectOptions,
  outcomes: ReadonlyMap<string, CosignatureOutcome>,
): Collection {
  const held = parseNote(checkpoint.note)
  const lines = new Map<string, NoteSignature>()
  const known = new Map(sizes)
  for (const witness of policy.witnesses) {
    const outcome = outcomes.get(witness.name)
    const line = outcome?.outcome === 'cosigned' ? outcome.signature : verifiedLine(held, witness)
    if (line !== undefined) lines.set(witness.name, line)
    if (outcome?.outcome === 'cosigned') known.set(witness.name, checkpoint.size)
    if (outcome?.outcome === 'ahead') known.set(witness.name, outcome.size)
  }
  const others = held.signatures.filter(
    (line) => !policy.witnesses.some(({ key }) => signedBy(line, key)),
  )
  return {
    quorum: quorumHolds(policy, new Set(lines.keys())),
    note: formatNote({ text: held.text, signatures: [...others, ...lines.values()] }),
    outcomes,
    sizes: known,
  }
}

/** A cosignature that the checkpoint had before anybody was asked. */
function verifiedLine(
  { text, signatures }: Note,
  { key }: PolicyWitness,
): NoteSignature | undefined {
  const verifier = createCosignatureVerifier(key)
  return signatures.find(
    (line) => signedBy(line, key) && verifier.verify(bytesOfText(text), line.signature),
  )
}
