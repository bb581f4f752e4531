import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { bundlePath, parseTilePath, partialTiles, tileOf, tilePath, widthIn } from './tile.ts'

describe('tile', () => {
  it('has the paths of C2SP tlog-tiles', () => {
    assert.equal(tilePath({ level: 0, index: 0, width: 256 }), 'tile/0/000')
    assert.equal(tilePath({ level: 2, index: 1_234_067, width: 256 }), 'tile/2/x001/x234/067')
    assert.equal(tilePath({ level: 1, index: 1000, width: 17 }), 'tile/1/x001/000.p/17')
    assert.equal(bundlePath({ index: 999, width: 1 }), 'tile/entries/999.p/1')
  })

  it('parseTilePath() reads what the paths say', () => {
    assert.deepEqual(parseTilePath('tile/2/x001/x234/067'), {
      level: 2,
      index: 1_234_067,
      width: 256,
    })
    assert.deepEqual(parseTilePath('tile/entries/999.p/1'), {
      level: 'entries',
      index: 999,
      width: 1,
    })
  })

  it('parseTilePath() refuses every other spelling', () => {
    for (const path of [
      'checkpoint',
      'tile/00/000',
      'tile/64/000',
      'tile/0/0',
      'tile/0/001/000',
      'tile/0/x000/000',
      'tile/0/x001',
      'tile/0/000.p/0',
      'tile/0/000.p/01',
      'tile/0/000.p/256',
      'tile/0/000.p/257',
      'tile/0/000/',
      'tile/0/../000',
      '/tile/0/000',
      'tile/data/000',
      `tile/0/${'x999/'.repeat(6)}999`,
    ])
      assert.equal(parseTilePath(path), null, path)
  })

  it('knows the tiles of the example tree of 70,000 in the specification', () => {
    const size = 70_000
    assert.deepEqual(partialTiles(size), [
      { level: 0, index: 273, width: 112 },
      { level: 1, index: 1, width: 17 },
      { level: 2, index: 0, width: 1 },
    ])
    assert.equal(widthIn(size, { level: 0, index: 272 }), 256)
    assert.equal(widthIn(size, { level: 0, index: 274 }), 0)
    assert.deepEqual(partialTiles(256), [{ level: 1, index: 0, width: 1 }])
    assert.deepEqual(partialTiles(0), [])
  })

  it('tileOf() finds where a node is held', () => {
    assert.deepEqual(tileOf({ height: 3, index: 33 }, 300), {
      tile: { level: 0, index: 1, width: 44 },
      row: 3,
      at: 1,
    })
    assert.deepEqual(tileOf({ height: 8, index: 0 }, 300), {
      tile: { level: 1, index: 0, width: 1 },
      row: 0,
      at: 0,
    })
  })

  it('tileOf() refuses a node that is not in the tree', () => {
    for (const node of [
      { height: 0, index: 300 },
      { height: 3, index: 37 },
      { height: 8, index: 1 },
      { height: 0, index: -1 },
      { height: 0, index: 0.5 },
      { height: 0, index: Number.NaN },
    ])
      assert.throws(() => tileOf(node, 300), { code: 'outside-tree' }, JSON.stringify(node))
  })
})
