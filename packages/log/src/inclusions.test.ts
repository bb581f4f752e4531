import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import * as fc from 'fast-check'

import { defaultHasher } from './hash.ts'
import { createInclusionVerifier } from './inclusions.ts'
import { proveInclusion, verifyInclusion } from './proof.ts'
import { emptyTree, grow, rootOf } from './tree.ts'

const leaves = Array.from({ length: 200 }, (_, i) => defaultHasher.leaf(Uint8Array.of(i)))

async function treeOf(size: number) {
  const nodes = new Map<string, Uint8Array>()
  const tree = grow(emptyTree, {
    leaves: leaves.slice(0, size),
    onNode: ({ height, index }, hash) => nodes.set(`${height}/${index}`, hash),
  })
  const proofs = leaves.slice(0, size).map(
    async (_, index) =>
      await proveInclusion({ index, size }, async ({ height, index: at }) => {
        const hash = nodes.get(`${height}/${at}`) ?? assert.fail('No such node')
        return await Promise.resolve(hash)
      }),
  )
  return { size, root: rootOf(tree), proofs: await Promise.all(proofs) }
}

/** So many hashes were taken. */
function counting() {
  const count = { nodes: 0 }
  const hasher = {
    leaf: (entry: Uint8Array) => defaultHasher.leaf(entry),
    node: (left: Uint8Array, right: Uint8Array) => {
      count.nodes += 1
      return defaultHasher.node(left, right)
    },
  }
  return { count, hasher }
}

describe('createInclusionVerifier()', () => {
  it('holds every leaf of every tree up to 40 entries, in any order and again', async () => {
    for (let size = 1; size <= 40; size++) {
      const { root, proofs } = await treeOf(size)
      const verifier = createInclusionVerifier({ size, root })
      for (let turn = 0; turn < 2 * size; turn++) {
        const index = (turn * 7) % size
        const [leafHash, proof] = [leaves[index], proofs[index]]
        assert.ok(leafHash && proof)
        assert.deepEqual(verifier.verify({ index, leafHash, proof }), { verified: true })
      }
    }
  })

  it('says what verifyInclusion() says of any change, whatever it remembers', async () => {
    const tree = await treeOf(200)
    const bit = fc.record({
      index: fc.nat(199),
      at: fc.nat(9),
      byte: fc.nat(31),
      before: fc.array(fc.nat(199), { maxLength: 30 }),
    })
    fc.assert(
      fc.property(bit, ({ index, at, byte, before }) => {
        const verifier = createInclusionVerifier(tree)
        for (const earlier of before) verifier.verify(claimOf(earlier))
        const claim = claimOf(index)
        function flip(hash: Uint8Array): Uint8Array {
          return hash.map((each, i) => (i === byte ? each ^ 1 : each))
        }
        const changes = [
          claim,
          { ...claim, leafHash: flip(claim.leafHash) },
          { ...claim, index: (index + 1) % 200 },
          { ...claim, index: 200 },
          { ...claim, index: -1 },
          { ...claim, proof: claim.proof.map((hash, i) => (i === at ? flip(hash) : hash)) },
          { ...claim, proof: claim.proof.slice(1) },
          { ...claim, proof: [...claim.proof, claim.leafHash] },
          { ...claim, proof: [new Uint8Array(31), ...claim.proof.slice(1)] },
        ]
        for (const change of changes) {
          const { size, root } = tree
          assert.deepEqual(verifier.verify(change), verifyInclusion({ ...change, size, root }))
        }
      }),
    )
    function claimOf(index: number) {
      const [leafHash, proof] = [leaves[index], tree.proofs[index]]
      assert.ok(leafHash && proof)
      return { index, leafHash, proof }
    }
  })

  it('takes a hash or so for a neighbour, and remembers nothing of what fails', async () => {
    const { size, root, proofs } = await treeOf(200)
    const { count, hasher } = counting()
    const verifier = createInclusionVerifier({ size, root, hasher })
    for (const [index, proof] of proofs.entries())
      assert.ok(
        verifier.verify({ index, leafHash: leaves[index] ?? assert.fail(), proof }).verified,
      )
    assert.equal(count.nodes, 199, 'each node above the leaves once')
    const other = createInclusionVerifier({ size, root: leaves[0] ?? assert.fail(), hasher })
    const claim = { index: 3, leafHash: leaves[3] ?? assert.fail(), proof: proofs[3] ?? [] }
    assert.equal(other.verify(claim).verified, false)
    assert.equal(other.verify(claim).verified, false, 'a wrong root is not made true by asking')
  })
})
