import { equalBytes } from './bytes.ts'
import { defaultHasher, hashBytes } from './hash.ts'
import type { Hasher } from './hash.ts'
import type { InclusionClaim, ProofVerdict } from './proof.ts'
import { heightBelow } from './tree.ts'

/** Verifies many inclusion proofs against one root. */
export interface InclusionVerifier {
  /** As `verifyInclusion` verifies it. */
  verify(claim: Pick<InclusionClaim, 'index' | 'leafHash' | 'proof'>): ProofVerdict
}

/**
 * What one proof has shown, the next does not hash again: a node is remembered once it led to the root, and
 * whatever has the same hash there leads to the root too. Proofs of neighbours then take a hash or two each.
 */
export function createInclusionVerifier({
  size,
  root,
  hasher = defaultHasher,
}: Pick<InclusionClaim, 'size' | 'root' | 'hasher'>): InclusionVerifier {
  const known: Known[] = []
  return {
    verify({ index, leafHash, proof }) {
      if (!isIndex(index, size)) return { verified: false, because: 'outside-tree' }
      const path = pathTo(index, size)
      if (proof.length !== path.length || ![leafHash, ...proof].every(isHash))
        return { verified: false, because: 'wrong-length' }
      const siblings = proof.toReversed()
      const depth = knownDepth(known, path)
      const above = path.slice(0, depth).every(({ sibling }, at) => {
        const hash = known[at]?.get(sibling)
        return hash !== undefined && equalBytes(hash, siblings[at] ?? none)
      })
      const hashes = climb({ path, siblings, leafHash, hasher, depth })
      const top = depth === 0 ? root : (known[depth - 1]?.get(path[depth - 1]?.own ?? -1) ?? none)
      if (!above || !equalBytes(hashes[0] ?? none, top))
        return { verified: false, because: 'root-differs' }
      remember(known, { path, siblings, hashes, depth })
      return { verified: true }
    },
  }
}

/** Hashes at one depth below the root, by the first leaf below them. */
type Known = Map<number, Uint8Array>

/** A tree has 2 MiB of them; below, neighbours seldom share a node. */
const rememberedDepth = 14

const none = new Uint8Array(0)

/** One step down from the root: the first leaf below the node on the way, and below its sibling. */
interface Step {
  readonly own: number
  readonly sibling: number
}

function isIndex(index: number, size: number): boolean {
  return [index, size].every((value) => Number.isSafeInteger(value) && value >= 0) && index < size
}

function isHash(hash: Uint8Array): boolean {
  return hash.length === hashBytes
}

/** PATH(m, D[n]) of RFC 6962, the root's child first. */
function pathTo(index: number, size: number): readonly Step[] {
  const path: Step[] = []
  let [from, to] = [0, size]
  while (to - from > 1) {
    // "let k be the largest power of two smaller than n"
    const middle = from + 2 ** heightBelow(to - from - 1)
    if (index < middle) {
      path.push({ own: from, sibling: middle })
      to = middle
    } else {
      path.push({ own: middle, sibling: from })
      from = middle
    }
  }
  return path
}

/** How many steps down from the root are remembered. */
function knownDepth(known: readonly Known[], path: readonly Step[]): number {
  const at = path.findIndex(({ own }, depth) => known[depth]?.has(own) !== true)
  return at === -1 ? path.length : at
}

interface Climb {
  readonly path: readonly Step[]
  readonly siblings: readonly Uint8Array[]
  readonly depth: number
}

/** The hashes on the way up to `depth`, that one first and the leaf's last. */
function climb({
  path,
  siblings,
  leafHash,
  hasher,
  depth,
}: Climb & { readonly leafHash: Uint8Array; readonly hasher: Hasher }): readonly Uint8Array[] {
  const hashes = [leafHash]
  let hash = leafHash
  for (let at = path.length - 1; at >= depth; at--) {
    const [step, sibling] = [path[at], siblings[at]]
    if (step === undefined || sibling === undefined)
      throw new Error('A proof is as long as its path')
    hash = step.own < step.sibling ? hasher.node(hash, sibling) : hasher.node(sibling, hash)
    hashes.push(hash)
  }
  return hashes.toReversed()
}

function remember(
  known: Known[],
  { path, siblings, hashes, depth }: Climb & { readonly hashes: readonly Uint8Array[] },
): void {
  for (let at = depth; at < Math.min(path.length, rememberedDepth); at++) {
    const [step, sibling, hash] = [path[at], siblings[at], hashes[at - depth + 1]]
    if (step === undefined || sibling === undefined || hash === undefined) return
    const level = (known[at] ??= new Map<number, Uint8Array>())
    level.set(step.own, hash)
    level.set(step.sibling, sibling)
  }
}
