import { defaultHasher, emptyRoot, type Hasher } from './hash.ts'

/**
 * An append-only tree, reduced to what appending needs: the roots of the complete subtrees that the
 * binary form of `size` names, the largest (leftmost) first. 11 = 8 + 2 + 1 has three peaks.
 */
export interface Tree {
  readonly size: number
  readonly peaks: readonly Uint8Array[]
}

/** The root of a complete subtree: the `index`-th from the left among those of 2^`height` leaves. */
export interface TreeNode {
  readonly height: number
  readonly index: number
}

export const emptyTree: Tree = { size: 0, peaks: [] }

export interface Growth {
  readonly leaves: readonly Uint8Array[]
  /** Called once for each node that became complete, leaves (height 0) included, children before parents. */
  readonly onNode?: (node: TreeNode, hash: Uint8Array) => void
  readonly hasher?: Hasher
}

/** The tree after more leaf hashes. */
export function grow(tree: Tree, { leaves, onNode, hasher = defaultHasher }: Growth): Tree {
  const peaks = [...tree.peaks]
  let { size } = tree
  for (const leaf of leaves) {
    let hash = leaf
    let index = size
    onNode?.({ height: 0, index }, hash)
    // Adding 1 to `size` carries over its trailing one-bits; each carry joins two subtrees of equal height.
    for (let height = 1; index % 2 === 1; height++) {
      const left = peaks.pop()
      if (left === undefined) throw new Error('A tree has one peak for each one-bit of its size')
      hash = hasher.node(left, hash)
      index = (index - 1) / 2
      onNode?.({ height, index }, hash)
    }
    peaks.push(hash)
    size += 1
  }
  return { size, peaks }
}

/** The Merkle Tree Hash of RFC 6962 section 2.1. */
export function rootOf(tree: Tree, hasher: Hasher = defaultHasher): Uint8Array {
  const last = tree.peaks.at(-1)
  if (last === undefined) return emptyRoot
  return tree.peaks.slice(0, -1).reduceRight((right, left) => hasher.node(left, right), last)
}

/** Where the peaks of a tree of this size are, in the order of `Tree.peaks`. */
export function peakNodes(size: number): readonly TreeNode[] {
  const nodes: TreeNode[] = []
  let start = 0
  while (start < size) {
    const height = heightBelow(size - start)
    nodes.push({ height, index: start / 2 ** height })
    start += 2 ** height
  }
  return nodes
}

/** The largest height of a complete subtree that fits into `size` leaves; `size` is at least 1. */
export function heightBelow(size: number): number {
  let height = 0
  while (2 ** (height + 1) <= size) height += 1
  return height
}
