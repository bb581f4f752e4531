import { entryBytes } from '@porchlight/core'
import type { Entry } from '@porchlight/core'
import { createInclusionVerifier, verifyConsistency } from '@porchlight/log'
import type { Checkpoint } from '@porchlight/log'
import { nodeHasher } from '@porchlight/log/node'

type Root = Pick<Checkpoint, 'size' | 'root'>

/** An entry, and the proof that a log has it. */
export interface ProvedEntry {
  readonly index: number
  readonly hashes: readonly string[]
  readonly entry: Entry
}

/** Whether the tree of a checkpoint holds an entry at its index; one verifier for many entries costs less. */
export function entryVerifier({ size, root }: Root): (entry: ProvedEntry) => boolean {
  const verifier = createInclusionVerifier({ size, root, hasher: nodeHasher })
  return ({ index, hashes, entry }) => {
    const leafHash = nodeHasher.leaf(entryBytes(entry))
    return verifier.verify({ index, leafHash, proof: bytesOf(hashes) }).verified
  }
}

/** Whether the one tree is the beginning of the other. */
export function continues(from: Root, to: Root, hashes: readonly string[]): boolean {
  const proof = bytesOf(hashes)
  return verifyConsistency({
    old: from.size,
    oldRoot: from.root,
    size: to.size,
    root: to.root,
    proof,
  }).verified
}

/** By Node: there are a hundred thousand, each in its one form, which the feed's schema sees to. */
function bytesOf(hashes: readonly string[]): readonly Uint8Array[] {
  return hashes.map((hash) => Buffer.from(hash, 'base64'))
}
