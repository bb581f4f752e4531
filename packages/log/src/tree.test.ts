import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { defaultHasher, emptyRoot } from './hash.ts'
import { emptyTree, grow, peakNodes, rootOf, type TreeNode } from './tree.ts'

/** The eight entries that the reference implementation of RFC 6962 is tested with. */
const entries = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((hex) => Uint8Array.from(Buffer.from(hex, 'hex')))

/** … and the roots of the trees of their first 0 to 8. */
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

describe('tree', () => {
  const leaves = entries.map((entry) => defaultHasher.leaf(entry))

  it('has the roots of RFC 6962', () => {
    const found = roots.map((_, size) => rootOf(grow(emptyTree, { leaves: leaves.slice(0, size) })))
    assert.deepEqual(
      found.map((root) => Buffer.from(root).toString('hex')),
      roots,
    )
    assert.equal(Buffer.from(emptyRoot).toString('hex'), roots[0])
  })

  it('grow() gives the same tree in one step and in many', () => {
    let tree = emptyTree
    for (const leaf of leaves.slice(0, 7)) tree = grow(tree, { leaves: [leaf] })
    assert.deepEqual(tree, grow(emptyTree, { leaves: leaves.slice(0, 7) }))
  })

  it('grow() leaves the tree that it grows from alone', () => {
    const tree = grow(emptyTree, { leaves: leaves.slice(0, 3) })
    grow(tree, { leaves: leaves.slice(3) })
    assert.equal(Buffer.from(rootOf(tree)).toString('hex'), roots[3])
  })

  it('grow() names each node once, children first', () => {
    const seen: string[] = []
    function onNode({ height, index }: TreeNode): void {
      seen.push(`${height}/${index}`)
    }
    grow(grow(emptyTree, { leaves: leaves.slice(0, 2) }), { leaves: leaves.slice(2, 5), onNode })
    assert.deepEqual(seen, ['0/2', '0/3', '1/1', '2/0', '0/4'])
  })

  it('peakNodes() names the complete subtrees, also beyond 32 bits', () => {
    assert.deepEqual(peakNodes(0), [])
    assert.deepEqual(peakNodes(11), [
      { height: 3, index: 0 },
      { height: 1, index: 4 },
      { height: 0, index: 10 },
    ])
    assert.deepEqual(peakNodes(2 ** 40 + 1), [
      { height: 40, index: 0 },
      { height: 0, index: 2 ** 40 },
    ])
  })
})
