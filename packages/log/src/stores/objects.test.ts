import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { bytesOfText } from '../bytes.ts'
import { createLog, openSequencer } from '../sequence.ts'
import { checkWorld, entriesFrom, now, signer } from '../fixture.test.ts'
import { createMemoryLock } from './memory.ts'
import { createObjectStore, type ObjectClient } from './objects.ts'

/** A bucket that does what S3 does, and counts. */
function bucket(): ObjectClient & { readonly objects: Map<string, Uint8Array> } {
  const objects = new Map<string, Uint8Array>()
  return {
    objects,
    get: async (key) => await Promise.resolve(objects.get(key) ?? null),
    put: async (key, bytes, { ifAbsent }) => {
      if (ifAbsent && objects.has(key)) return await Promise.resolve(false)
      objects.set(key, bytes.slice())
      return true
    },
    delete: async (key) => {
      objects.delete(key)
      await Promise.resolve()
    },
  }
}

describe('createObjectStore()', () => {
  it('carries a log, under its prefix', async () => {
    const client = bucket()
    const store = createObjectStore(client, 'logs/town/')
    const lock = createMemoryLock()
    await createLog({ store, lock, signer })
    const sequencer = await openSequencer({ store, lock, signer, now })
    await sequencer.append(entriesFrom(0, 300), now)
    await sequencer.append(entriesFrom(300, 2), now)
    assert.equal(await checkWorld({ store, lock }), 302)
    assert.ok(client.objects.has('logs/town/checkpoint'))
    assert.ok([...client.objects.keys()].every((key) => key.startsWith('logs/town/')))
  })

  it('writes again what is there already, and refuses other bytes under a path that never changes', async () => {
    const store = createObjectStore(bucket())
    const path = 'tile/0/000'
    await store.write(path, bytesOfText('a'), { immutable: true })
    await store.write(path, bytesOfText('a'), { immutable: true })
    const other = store.write(path, bytesOfText('b'), { immutable: true })
    await assert.rejects(other, { code: 'immutable-differs' })
    assert.deepEqual(await store.read(path), bytesOfText('a'))
  })

  it('replaces what may change, and takes away what nobody needs', async () => {
    const store = createObjectStore(bucket())
    await store.write('checkpoint', bytesOfText('a'), { immutable: false })
    await store.write('checkpoint', bytesOfText('b'), { immutable: false })
    assert.deepEqual(await store.read('checkpoint'), bytesOfText('b'))
    await store.discard('checkpoint')
    await store.discard('checkpoint')
    assert.equal(await store.read('checkpoint'), null)
  })

  it('reaches nothing outside of a log', async () => {
    const store = createObjectStore(bucket())
    for (const path of ['', '../secret', 'a//b', '/a', 'A', 'a\\b'])
      await assert.rejects(store.read(path), { code: 'path-refused' })
  })
})
