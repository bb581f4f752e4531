import { entryBytes, fromBase64 } from '@porchlight/core'
import type { Entry } from '@porchlight/core'
import { verifyConsistency, verifyInclusion } from '@porchlight/log'
import type { Checkpoint } from '@porchlight/log'
import { nodeHasher } from '@porchlight/log/node'

type Root = Pick<Checkpoint, 'size' | 'root'>

/** Whether the tree of a checkpoint holds an entry at an index. */
export function holdsEntry(
  { size, root }: Root,
  {
    index,
    hashes,
    entry,
  }: {
    readonly index: number
    readonly hashes: readonly string[]
    readonly entry: Entry
  },
): boolean {
  const proof = bytesOf(hashes)
  const leafHash = nodeHasher.leaf(entryBytes(entry))
  return verifyInclusion({ index, size, root, leafHash, proof, hasher: nodeHasher }).verified
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

/** What is no base64 has no bytes, and so is no hash. */
function bytesOf(hashes: readonly string[]): readonly Uint8Array[] {
  return hashes.map((hash) => fromBase64(hash) ?? new Uint8Array(0))
}
