import { equalBytes } from './bytes.ts'
import { LogError } from './error.ts'
import { defaultHasher, hashBytes } from './hash.ts'
import type { Hasher } from './hash.ts'
import { heightBelow, type TreeNode } from './tree.ts'

/** Hashes of 32 bytes, in the order of RFC 6962: from the leaf's sibling up to the root's child. */
export type Proof = readonly Uint8Array[]

/** Gives the hash of a complete subtree. */
export type ReadHash = (node: TreeNode) => Promise<Uint8Array>

export type ProofVerdict =
  | { readonly verified: true }
  | {
      readonly verified: false
      readonly because: 'outside-tree' | 'empty-tree' | 'wrong-length' | 'root-differs'
    }

/**
 * The audit path of RFC 6962 section 2.1.1: shows that leaf `index` is in the tree of `size`.
 * @throws LogError `outside-tree`
 */
export async function proveInclusion(
  { index, size }: { index: number; size: number },
  readHash: ReadHash,
): Promise<Proof> {
  if (!isCount(size) || !isCount(index) || index >= size)
    throw new LogError('outside-tree', `leaf ${index} of ${size}`)
  return await hashesOf(inclusionRanges(index, { from: 0, to: size }), readHash)
}

/**
 * The consistency proof of RFC 6962 section 2.1.2: shows that the tree of `old` leaves is the beginning of the tree of `size`.
 * It is empty where `old` is `size`, and where it is 0, when it shows nothing.
 * @throws LogError `outside-tree`
 */
export async function proveConsistency(
  { old, size }: { old: number; size: number },
  readHash: ReadHash,
): Promise<Proof> {
  if (!isCount(size) || !isCount(old) || old > size)
    throw new LogError('outside-tree', `tree of ${old} in ${size}`)
  if (old === 0) return []
  return await hashesOf(consistencyRanges(old, { from: 0, to: size, known: true }), readHash)
}

export interface InclusionClaim {
  readonly index: number
  readonly size: number
  readonly leafHash: Uint8Array
  readonly root: Uint8Array
  readonly proof: Proof
  /** Another one than the default, where there are many proofs. */
  readonly hasher?: Hasher
}

export function verifyInclusion(claim: InclusionClaim): ProofVerdict {
  const { index, size, proof } = claim
  if (!isCount(size) || !isCount(index) || index >= size) return wrong('outside-tree')
  const length = inclusionRanges(index, { from: 0, to: size }).length
  if (proof.length !== length || !areHashes([claim.leafHash, ...proof]))
    return wrong('wrong-length')
  return equalBytes(climb(claim), claim.root) ? right : wrong('root-differs')
}

export interface ConsistencyClaim {
  readonly old: number
  readonly size: number
  readonly oldRoot: Uint8Array
  readonly root: Uint8Array
  readonly proof: Proof
}

export function verifyConsistency(claim: ConsistencyClaim): ProofVerdict {
  const { old, size, oldRoot, root, proof } = claim
  if (!isCount(size) || !isCount(old) || old > size) return wrong('outside-tree')
  // RFC 6962 has no such proof: every tree begins with the empty one, so it would say nothing of `root`.
  if (old === 0) return wrong('empty-tree')
  const { length } = consistencyRanges(old, { from: 0, to: size, known: true })
  // Equal trees have no proof, and nothing is hashed: their roots are only compared.
  const hashed = length === 0 ? [] : [oldRoot, ...proof]
  if (proof.length !== length || !areHashes(hashed)) return wrong('wrong-length')
  const roots = climbBoth({ old, size, oldRoot, proof, known: true })
  return equalBytes(roots.old, oldRoot) && equalBytes(roots.new, root)
    ? right
    : wrong('root-differs')
}

const right: ProofVerdict = { verified: true }

function wrong(because: Extract<ProofVerdict, { verified: false }>['because']): ProofVerdict {
  return { verified: false, because }
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}

function areHashes(list: readonly Uint8Array[]): boolean {
  return list.every((hash) => hash.length === hashBytes)
}

/** Leaves `from` to `to`, the end excluded. */
interface Range {
  readonly from: number
  readonly to: number
}

/** "let k be the largest power of two smaller than n" */
function split(size: number): number {
  return 2 ** heightBelow(size - 1)
}

/** PATH(m, D[n]) of RFC 6962, with ranges in place of their hashes. */
function inclusionRanges(index: number, { from, to }: Range): readonly Range[] {
  if (to - from === 1) return []
  const middle = from + split(to - from)
  return index < middle
    ? [...inclusionRanges(index, { from, to: middle }), { from: middle, to }]
    : [...inclusionRanges(index, { from: middle, to }), { from, to: middle }]
}

/** SUBPROOF(m, D[n], b) of RFC 6962, with ranges in place of their hashes; `known` is b: the verifier has this root. */
function consistencyRanges(
  old: number,
  { from, to, known }: Range & { known: boolean },
): readonly Range[] {
  if (old === to) return known ? [] : [{ from, to }]
  const middle = from + split(to - from)
  return old <= middle
    ? [...consistencyRanges(old, { from, to: middle, known }), { from: middle, to }]
    : [...consistencyRanges(old, { from: middle, to, known: false }), { from, to: middle }]
}

async function hashesOf(ranges: readonly Range[], readHash: ReadHash): Promise<Proof> {
  return await Promise.all(ranges.map(async (range) => await hashOf(range, readHash)))
}

/** The hash over a range; one that is no complete subtree lies on the right edge and is put together. */
async function hashOf({ from, to }: Range, readHash: ReadHash): Promise<Uint8Array> {
  const height = heightBelow(to - from)
  if (2 ** height === to - from) return await readHash({ height, index: from / 2 ** height })
  const middle = from + split(to - from)
  return defaultHasher.node(
    await hashOf({ from, to: middle }, readHash),
    await hashOf({ from: middle, to }, readHash),
  )
}

/** The root that an inclusion proof of the right length leads to. */
function climb({
  index,
  size,
  leafHash,
  proof,
  hasher = defaultHasher,
}: Omit<InclusionClaim, 'root'>): Uint8Array {
  const sibling = proof.at(-1)
  if (sibling === undefined) return leafHash
  const middle = split(size)
  const below = { leafHash, proof: proof.slice(0, -1), hasher }
  return index < middle
    ? hasher.node(climb({ ...below, index, size: middle }), sibling)
    : hasher.node(sibling, climb({ ...below, index: index - middle, size: size - middle }))
}

/** The two roots that a consistency proof of the right length leads to. */
function climbBoth({
  old,
  size,
  oldRoot,
  proof,
  known,
}: Omit<ConsistencyClaim, 'root'> & { known: boolean }): {
  readonly old: Uint8Array
  readonly new: Uint8Array
} {
  const sibling = proof.at(-1)
  if (old === size) return known ? same(oldRoot) : same(sibling)
  if (sibling === undefined) throw new Error('The length of the proof was checked before')
  const middle = split(size)
  const below = { oldRoot, proof: proof.slice(0, -1) }
  if (old <= middle) {
    const roots = climbBoth({ ...below, old, size: middle, known })
    return { old: roots.old, new: defaultHasher.node(roots.new, sibling) }
  }
  const inRight = { ...below, old: old - middle, size: size - middle, known: false }
  const roots = climbBoth(inRight)
  return {
    old: defaultHasher.node(sibling, roots.old),
    new: defaultHasher.node(sibling, roots.new),
  }
}

function same(hash: Uint8Array | undefined): { old: Uint8Array; new: Uint8Array } {
  if (hash === undefined) throw new Error('The length of the proof was checked before')
  return { old: hash, new: hash }
}
