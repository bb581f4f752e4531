import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import * as fc from 'fast-check'

import { defaultHasher, emptyRoot } from './hash.ts'
import { proveConsistency, proveInclusion, verifyConsistency, verifyInclusion } from './proof.ts'
import { emptyTree, grow, rootOf, type TreeNode } from './tree.ts'

const leaves = Array.from({ length: 200 }, (_, i) => defaultHasher.leaf(Uint8Array.of(i)))
const nodes = new Map<string, Uint8Array>()
grow(emptyTree, {
  leaves,
  onNode({ height, index }, hash): void {
    nodes.set(`${height}/${index}`, hash)
  },
})

async function readHash({ height, index }: TreeNode): Promise<Uint8Array> {
  const hash = nodes.get(`${height}/${index}`)
  if (hash === undefined) throw new Error(`No node ${height}/${index}`)
  return await Promise.resolve(hash)
}

function rootAt(size: number): Uint8Array {
  return rootOf(grow(emptyTree, { leaves: leaves.slice(0, size) }))
}

function leafAt(index: number): Uint8Array {
  return leaves[index] ?? assert.fail(`No leaf ${index}`)
}

/** Two numbers, the first smaller than or equal to the second. */
const pair = fc
  .tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 200 }))
  .map(([a, b]) => ({ small: Math.min(a, b), large: Math.max(a, b) }))

describe('inclusion', () => {
  it('is shown for every leaf of every tree up to 40 entries', async () => {
    for (let size = 1; size <= 40; size++)
      for (let index = 0; index < size; index++) {
        const proof = await proveInclusion({ index, size }, readHash)
        const claim = { index, size, proof, leafHash: leafAt(index), root: rootAt(size) }
        assert.deepEqual(verifyInclusion(claim), { verified: true })
      }
  })

  it('is not shown by any change of a proof', async () => {
    await fc.assert(
      fc.asyncProperty(pair, fc.nat(), async ({ small: index, large: size }, at) => {
        fc.pre(index < size)
        const proof = await proveInclusion({ index, size }, readHash)
        const claim = { index, size, proof, leafHash: leafAt(index), root: rootAt(size) }
        const hit = at % Math.max(proof.length, 1)
        const flipped = proof.map((hash, i) => (i === hit ? hash.map((byte) => byte ^ 1) : hash))
        const changes = [
          { leafHash: leafAt((index + 1) % 200) },
          { root: rootAt(size === 1 ? 2 : size - 1) },
          { index: index + 1 === size ? 0 : index + 1, leafHash: emptyRoot },
          { proof: [...proof, leafAt(0)] },
          { proof: [new Uint8Array(31), ...proof.slice(1)] },
          ...(proof.length > 0 ? [{ proof: flipped }, { proof: proof.slice(1) }] : []),
        ]
        assert.equal(verifyInclusion(claim).verified, true)
        for (const change of changes)
          assert.equal(verifyInclusion({ ...claim, ...change }).verified, false)
      }),
    )
  })

  it('is refused outside the tree', async () => {
    for (const [index, size] of [
      [0, 0],
      [5, 5],
      [-1, 5],
      [0.5, 5],
      [0, Number.MAX_SAFE_INTEGER + 1],
    ] as const) {
      await assert.rejects(proveInclusion({ index, size }, readHash), { code: 'outside-tree' })
      const claim = { index, size, proof: [], leafHash: leafAt(0), root: leafAt(0) }
      assert.deepEqual(verifyInclusion(claim), { verified: false, because: 'outside-tree' })
    }
  })
})

describe('consistency', () => {
  it('is shown between all trees of up to 200 entries', async () => {
    await fc.assert(
      fc.asyncProperty(pair, async ({ small: old, large: size }) => {
        fc.pre(old > 0)
        const proof = await proveConsistency({ old, size }, readHash)
        const claim = { old, size, proof, oldRoot: rootAt(old), root: rootAt(size) }
        assert.deepEqual(verifyConsistency(claim), { verified: true })
      }),
    )
  })

  it('is not shown by any change of a proof', async () => {
    await fc.assert(
      fc.asyncProperty(pair, fc.nat(), async ({ small: old, large: size }, at) => {
        fc.pre(0 < old && old < size)
        const proof = await proveConsistency({ old, size }, readHash)
        const claim = { old, size, proof, oldRoot: rootAt(old), root: rootAt(size) }
        const hit = at % proof.length
        const changes = [
          { oldRoot: rootAt(old - 1) },
          { root: rootAt(size - 1) },
          { proof: proof.map((hash, i) => (i === hit ? hash.map((byte) => byte ^ 1) : hash)) },
          { proof: proof.slice(1) },
          { proof: [...proof, leafAt(0)] },
          { proof: [new Uint8Array(0), ...proof.slice(1)] },
          { old: size, size: old },
        ]
        assert.equal(verifyConsistency(claim).verified, true)
        for (const change of changes)
          assert.equal(verifyConsistency({ ...claim, ...change }).verified, false)
      }),
    )
  })

  it('of equal trees needs equal roots', () => {
    const same = { old: 7, size: 7, proof: [], oldRoot: rootAt(7), root: rootAt(7) }
    assert.deepEqual(verifyConsistency(same), { verified: true })
    assert.equal(verifyConsistency({ ...same, root: rootAt(6) }).verified, false)
  })

  it('with the empty tree shows nothing', async () => {
    const proof = await proveConsistency({ old: 0, size: 7 }, readHash)
    assert.deepEqual(proof, [])
    assert.deepEqual(
      verifyConsistency({ old: 0, size: 7, proof, oldRoot: emptyRoot, root: rootAt(7) }),
      { verified: false, because: 'empty-tree' },
    )
  })

  it('needs hashes of 32 bytes', () => {
    const [oldRoot, hash] = [rootAt(1), leafAt(1)]
    const claim = { old: 1, size: 2, oldRoot, root: rootAt(2), proof: [hash] }
    assert.deepEqual(verifyConsistency(claim), { verified: true })
    for (const change of [{ proof: [hash.slice(0, 31)] }, { oldRoot: oldRoot.slice(0, 31) }])
      assert.deepEqual(verifyConsistency({ ...claim, ...change }), {
        verified: false,
        because: 'wrong-length',
      })
  })

  it('is refused outside the tree', async () => {
    await assert.rejects(proveConsistency({ old: 6, size: 5 }, readHash), { code: 'outside-tree' })
  })
})
