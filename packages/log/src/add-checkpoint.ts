import { decodeBase64, encodeBase64 } from './base64.ts'
import { parseCheckpoint, parseCount, type Checkpoint } from './checkpoint.ts'
import { LogError } from './error.ts'
import { hashBytes } from './hash.ts'
import { parseNote } from './note.ts'
import type { Proof } from './proof.ts'

/** What a log sends to a witness (C2SP tlog-witness). Nothing in it is verified. */
export interface AddCheckpoint {
  /** "the tree size of the previous checkpoint"; 0 where the client knows none */
  readonly old: number
  /** from `old` to the checkpoint's size; "MUST be empty if the old size is zero" */
  readonly proof: Proof
  readonly checkpoint: Checkpoint
  /** the signed note of the checkpoint */
  readonly note: string
}

/** "The client MUST NOT send more than 63 consistency proof lines": no tree of fewer than 2^63 entries needs more. */
export const maxProofLines = 63

/** The path below a witness's submission prefix. */
export const addCheckpointPath = 'add-checkpoint'

/** The body of a request: "an old size line, zero or more consistency proof lines, and an empty line, followed by a checkpoint". */
export function formatAddCheckpoint({
  old,
  proof,
  note,
}: Pick<AddCheckpoint, 'old' | 'proof' | 'note'>): string {
  return [`old ${old}`, ...proof.map(encodeBase64), '', note].join('\n')
}

/** @throws LogError `witness-request-malformed`, with the reason as its cause where the checkpoint is at fault */
export function parseAddCheckpoint(body: string): AddCheckpoint {
  // No line before the empty one is empty, so the first empty line ends them.
  const end = body.indexOf('\n\n')
  const [first = '', ...lines] = body.slice(0, Math.max(end, 0)).split('\n')
  const old = first.startsWith(oldPrefix) ? parseCount(first.slice(oldPrefix.length)) : null
  if (old === null) throw malformed('old size')
  if (lines.length > maxProofLines) throw malformed('too many proof lines')
  const proof = lines.map(parseHash)
  const note = body.slice(end + 2)
  try {
    return { old, proof, note, checkpoint: parseCheckpoint(parseNote(note).text) }
  } catch (cause) {
    if (!(cause instanceof LogError)) throw cause
    throw new LogError('witness-request-malformed', 'checkpoint', { cause })
  }
}

const oldPrefix = 'old '

/** "Each consistency proof line MUST encode a single hash in base64" */
function parseHash(line: string): Uint8Array {
  const hash = decodeBase64(line)
  if (hash?.length !== hashBytes) throw malformed('proof line')
  return hash
}

function malformed(what: string): LogError {
  return new LogError('witness-request-malformed', what)
}
