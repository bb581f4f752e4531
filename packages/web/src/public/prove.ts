import {
  createReader,
  createVerifier,
  defaultHasher,
  LogError,
  openCheckpoint,
  parsePolicy,
  parsePublicKey,
  verifyByPolicy,
  verifyInclusion,
} from '@porchlight/log'
import type { SignedCheckpoint } from '@porchlight/log'

/** One of the policy's witnesses, and when it cosigned; null where it did not. */
export interface WitnessSeen {
  readonly name: string
  readonly at: string | null
}

/** What was checked, with what a sentence about it needs; the last one is what failed, if anything did. */
export type Step =
  | { readonly step: 'signed'; readonly size: number; readonly key: string }
  | { readonly step: 'witnessed'; readonly witnesses: readonly WitnessSeen[] }
  /** The log names no witness: only its own key vouches for it. */
  | { readonly step: 'unwitnessed' }
  | { readonly step: 'hashed'; readonly hash: string; readonly text: string }
  | { readonly step: 'included'; readonly hashes: number; readonly root: string }
  | { readonly step: 'quorum-missing'; readonly witnesses: readonly WitnessSeen[] }
  | { readonly step: 'failed' }

export interface ProveInput {
  readonly index: number
  /** The log's verifier key, as text. */
  readonly logKey: string
  /** C2SP tlog-policy: whose cosignatures it takes. */
  readonly policy: string
  /** A file of the log by its path below `/log/`; null where there is none. */
  readonly read: (path: string) => Promise<Uint8Array | null>
}

/**
 * Checks that the log holds an entry, in the reader's own browser, with nothing believed but the keys:
 * the checkpoint's signature and cosignatures, the hash of the entry's own bytes, and the hashes
 * between it and the root.
 */
export async function prove(input: ProveInput): Promise<readonly Step[]> {
  const steps: Step[] = []
  try {
    const checkpoint = await signedBy(input)
    steps.push({ step: 'signed', size: checkpoint.size, key: input.logKey })
    const witnessed = witnessStep(checkpoint, input.policy)
    steps.push(witnessed)
    if (witnessed.step !== 'quorum-missing' && witnessed.step !== 'failed')
      await proveEntry(steps, checkpoint, input)
  } catch (error) {
    if (!(error instanceof LogError)) throw error
    steps.push({ step: 'failed' })
  }
  return steps
}

async function proveEntry(
  steps: Step[],
  checkpoint: SignedCheckpoint,
  { index, read }: ProveInput,
): Promise<void> {
  const reader = createReader({ store: { read }, checkpoint })
  const entry = await reader.entry(index)
  const leafHash = defaultHasher.leaf(entry)
  steps.push({ step: 'hashed', hash: hex(leafHash), text: new TextDecoder().decode(entry) })
  const proof = await reader.inclusion(index)
  const { size, root } = checkpoint
  const { verified } = verifyInclusion({ index, size, leafHash, root, proof })
  const held = { step: 'included', hashes: proof.length, root: hex(root) } as const
  steps.push(verified ? held : { step: 'failed' })
}

async function signedBy({ logKey, read }: ProveInput): Promise<SignedCheckpoint> {
  const note = await read('checkpoint')
  if (note === null) throw new TypeError('The instance gives no checkpoint')
  return openCheckpoint(new TextDecoder().decode(note), createVerifier(parsePublicKey(logKey)))
}

/** Whether as many witnesses cosigned as the policy asks for. @throws LogError where the text is no policy */
function witnessStep({ note }: SignedCheckpoint, text: string): Step {
  if (text === '') return { step: 'unwitnessed' }
  const policy = parsePolicy(text)
  if (policy.witnesses.length === 0) return { step: 'unwitnessed' }
  const verdict = verifyByPolicy(note, policy)
  const times = new Map(verdict.cosignatures.map(({ witness, at }) => [witness, at]))
  const witnesses = policy.witnesses.map(({ name }) => ({ name, at: times.get(name) ?? null }))
  if (verdict.verified) return { step: 'witnessed', witnesses }
  return verdict.because === 'quorum-missing'
    ? { step: 'quorum-missing', witnesses }
    : { step: 'failed' }
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
