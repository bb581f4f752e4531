import {
  createReader,
  createVerifier,
  defaultHasher,
  LogError,
  openCheckpoint,
  parsePublicKey,
  verifyInclusion,
} from '@porchlight/log'
import type { SignedCheckpoint } from '@porchlight/log'

/** What was checked, with what a sentence about it needs; the last one is what failed, if anything did. */
export type Step =
  | { readonly step: 'signed'; readonly size: number; readonly key: string }
  | { readonly step: 'hashed'; readonly hash: string; readonly text: string }
  | { readonly step: 'included'; readonly hashes: number; readonly root: string }
  | { readonly step: 'failed' }

export interface ProveInput {
  readonly index: number
  /** The log's verifier key, as text. */
  readonly logKey: string
  /** A file of the log by its path below `/log/`; null where there is none. */
  readonly read: (path: string) => Promise<Uint8Array | null>
}

/**
 * Checks that the log holds an entry, in the reader's own browser, with nothing believed but the key:
 * the checkpoint's signature, the hash of the entry's own bytes, and the hashes between it and the root.
 */
export async function prove({ index, logKey, read }: ProveInput): Promise<readonly Step[]> {
  const steps: Step[] = []
  try {
    const checkpoint = await signedBy(logKey, read)
    steps.push({ step: 'signed', size: checkpoint.size, key: logKey })
    const reader = createReader({ store: { read }, checkpoint })
    const entry = await reader.entry(index)
    const leafHash = defaultHasher.leaf(entry)
    steps.push({ step: 'hashed', hash: hex(leafHash), text: new TextDecoder().decode(entry) })
    const proof = await reader.inclusion(index)
    const { size, root } = checkpoint
    const { verified } = verifyInclusion({ index, size, leafHash, root, proof })
    const held = { step: 'included', hashes: proof.length, root: hex(root) } as const
    steps.push(verified ? held : { step: 'failed' })
  } catch (error) {
    if (!(error instanceof LogError)) throw error
    steps.push({ step: 'failed' })
  }
  return steps
}

async function signedBy(logKey: string, read: ProveInput['read']): Promise<SignedCheckpoint> {
  const note = await read('checkpoint')
  if (note === null) throw new TypeError('The instance gives no checkpoint')
  return openCheckpoint(new TextDecoder().decode(note), createVerifier(parsePublicKey(logKey)))
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
