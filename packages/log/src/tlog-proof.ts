import { decodeBase64, encodeBase64 } from './base64.ts'
import { openCheckpoint, parseCount, type SignedCheckpoint } from './checkpoint.ts'
import { LogError } from './error.ts'
import { defaultHasher, hashBytes } from './hash.ts'
import type { Verifier } from './note.ts'
import type { Policy } from './policy.ts'
import { verifyInclusion, type Proof } from './proof.ts'
import { verifyByPolicy, type Cosignature, type PolicyVerdict } from './quorum.ts'

/** A receipt that can be checked offline (C2SP tlog-proof): where an entry is, and the checkpoint that says so. */
export interface TlogProof {
  readonly index: number
  readonly hashes: Proof
  /** the signed note, with whatever cosignatures it had */
  readonly checkpoint: string
  /** "Applications MUST NOT implicitly trust the extra data, as it is not authenticated" */
  readonly extra?: Uint8Array
}

export type TlogProofVerdict =
  | { readonly verified: true; readonly index: number; readonly checkpoint: SignedCheckpoint }
  | {
      readonly verified: false
      /** `malformed`: no proof in the format; `unsigned`: not by this log's key; `not-included`: proves nothing about this entry */
      readonly because: 'malformed' | 'unsigned' | 'not-included'
      readonly cause: LogError | null
    }

/** The text of a `.tlog-proof` file. */
export function formatTlogProof({ index, hashes, checkpoint, extra }: TlogProof): string {
  const lines = [
    firstLine,
    ...(extra === undefined ? [] : [extraPrefix + encodeBase64(extra)]),
    `${indexPrefix}${index}`,
    ...hashes.map(encodeBase64),
  ]
  return `${lines.join('\n')}\n\n${checkpoint}`
}

/** The checkpoint is not looked into. @throws LogError `proof-malformed` */
export function parseTlogProof(text: string): TlogProof {
  const end = text.indexOf('\n\n')
  if (end < 0) throw new LogError('proof-malformed', 'no empty line')
  const [first, ...rest] = text.slice(0, end).split('\n')
  if (first !== firstLine) throw new LogError('proof-malformed', 'first line')
  const extra = rest[0]?.startsWith(extraPrefix) === true ? rest.shift() : undefined
  const [indexLine = '', ...hashLines] = rest
  const index = indexLine.startsWith(indexPrefix)
    ? parseCount(indexLine.slice(indexPrefix.length))
    : null
  if (index === null) throw new LogError('proof-malformed', 'index')
  return {
    index,
    hashes: hashLines.map(parseHash),
    checkpoint: text.slice(end + 2),
    ...(extra === undefined ? {} : { extra: parseBytes(extra.slice(extraPrefix.length)) }),
  }
}

/**
 * Whether `proof` shows that this log has `entry`. Nothing is fetched. It says nothing about witnesses, so on its own it
 * does not exclude that the log shows others a different history.
 */
export function verifyTlogProof({
  proof,
  entry,
  log,
}: {
  readonly proof: string
  readonly entry: Uint8Array
  readonly log: Verifier
}): TlogProofVerdict {
  try {
    const { index, hashes, checkpoint } = parseTlogProof(proof)
    const opened = openCheckpoint(checkpoint, log)
    const { size, root } = opened
    const leafHash = defaultHasher.leaf(entry)
    const { verified } = verifyInclusion({ index, size, root, leafHash, proof: hashes })
    if (!verified) return { verified: false, because: 'not-included', cause: null }
    return { verified: true, index, checkpoint: opened }
  } catch (cause) {
    if (!(cause instanceof LogError)) throw cause
    return { verified: false, because: unsigned.has(cause.code) ? 'unsigned' : 'malformed', cause }
  }
}

export type WitnessedProofVerdict =
  | {
      readonly verified: true
      readonly index: number
      readonly checkpoint: SignedCheckpoint
      readonly cosignatures: readonly Cosignature[]
    }
  | {
      readonly verified: false
      /** as of `verifyByPolicy`, and `not-included`: proves nothing about this entry */
      readonly because:
        | Extract<PolicyVerdict, { readonly verified: false }>['because']
        | 'not-included'
      /** those that were verified all the same */
      readonly cosignatures: readonly Cosignature[]
    }

/**
 * Whether `proof` shows that a log of the policy has `entry`, in a checkpoint that a quorum of its witnesses has cosigned.
 * Nothing is fetched, and how old the cosignatures are is the caller's to judge.
 */
export function verifyWitnessedProof({
  proof,
  entry,
  policy,
}: {
  readonly proof: string
  readonly entry: Uint8Array
  readonly policy: Policy
}): WitnessedProofVerdict {
  const parsed = parsedOrNull(proof)
  if (parsed === null) return { verified: false, because: 'malformed', cosignatures: [] }
  const { index, hashes } = parsed
  const verdict = verifyByPolicy(parsed.checkpoint, policy)
  if (!verdict.verified) return verdict
  const { checkpoint, cosignatures } = verdict
  const { size, root } = checkpoint
  const leafHash = defaultHasher.leaf(entry)
  const { verified } = verifyInclusion({ index, size, root, leafHash, proof: hashes })
  if (!verified) return { verified: false, because: 'not-included', cosignatures }
  return { verified: true, index, checkpoint, cosignatures }
}

function parsedOrNull(proof: string): TlogProof | null {
  try {
    return parseTlogProof(proof)
  } catch (error) {
    if (error instanceof LogError) return null
    throw error
  }
}

const firstLine = 'c2sp.org/tlog-proof@v1'
const extraPrefix = 'extra '
const indexPrefix = 'index '
const unsigned: ReadonlySet<string> = new Set([
  'origin-differs',
  'signature-missing',
  'signature-wrong',
])

function parseHash(line: string): Uint8Array {
  const hash = parseBytes(line)
  if (hash.length !== hashBytes) throw new LogError('proof-malformed', 'hash')
  return hash
}

function parseBytes(base64: string): Uint8Array {
  const bytes = decodeBase64(base64)
  if (bytes === null) throw new LogError('proof-malformed', 'base64')
  return bytes
}
