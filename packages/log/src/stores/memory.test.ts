import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { createMemoryLock, createMemoryStore } from './memory.ts'

describe('createMemoryStore()', () => {
  it('gives back what was written, not the same array', async () => {
    const store = createMemoryStore()
    const bytes = Uint8Array.of(1, 2)
    await store.write('a', bytes, { immutable: false })
    bytes[0] = 9
    const read = (await store.read('a')) ?? assert.fail()
    assert.deepEqual(read, Uint8Array.of(1, 2))
    read[0] = 9
    assert.deepEqual(await store.read('a'), Uint8Array.of(1, 2))
    assert.equal(await store.read('b'), null)
  })

  it('refuses other bytes at an immutable path, and takes the same again', async () => {
    const store = createMemoryStore()
    await store.write('a', Uint8Array.of(1), { immutable: true })
    await store.write('a', Uint8Array.of(1), { immutable: true })
    await assert.rejects(store.write('a', Uint8Array.of(2), { immutable: true }), {
      code: 'immutable-differs',
    })
    assert.deepEqual(await store.read('a'), Uint8Array.of(1))
  })

  it('discards', async () => {
    const store = createMemoryStore()
    await store.write('a', Uint8Array.of(1), { immutable: true })
    await store.discard('a')
    await store.discard('a')
    assert.equal(await store.read('a'), null)
  })
})

describe('createMemoryLock()', () => {
  it('moves only from the text that it holds', async () => {
    const lock = createMemoryLock()
    assert.equal(await lock.read(), null)
    assert.equal(await lock.replace('a', 'b'), false)
    assert.equal(await lock.replace(null, 'a'), true)
    assert.equal(await lock.replace(null, 'b'), false)
    assert.equal(await lock.replace('a', 'b'), true)
    assert.equal(await lock.read(), 'b')
  })
})
