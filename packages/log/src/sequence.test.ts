import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { maxEntryBytes } from './bundle.ts'
import { bytesOfText, textOfBytes } from './bytes.ts'
import { signCheckpoint } from './checkpoint.ts'
import { createSigner } from './ed25519.ts'
import {
  checkWorld,
  copyOf,
  createMemoryLog,
  entriesFrom,
  logOf,
  now,
  secretKey,
  signer,
  verifier,
  type MemoryLog,
} from './fixture.test.ts'
import { fsck } from './fsck.ts'
import { emptyRoot } from './hash.ts'
import { createKey } from './key.ts'
import { createLog, maxBatchEntries, openSequencer } from './sequence.ts'
import type { CheckpointLock, LogStore } from './store.ts'
import { createMemoryLock, createMemoryStore } from './stores/memory.ts'

const later = '2026-11-23T17:06:00Z'
const earlier = '2026-11-23T17:04:59Z'

function dropStages({ store }: MemoryLog): void {
  for (const path of store.files.keys()) if (path.startsWith('staging/')) store.files.delete(path)
}

describe('append()', () => {
  it('gives each batch the next places, and a checkpoint that has them', async () => {
    const parts = await createMemoryLog()
    const sequencer = await openSequencer({ ...parts, now })
    let size = 0
    for (const count of [1, 1, 253, 1, 1, 255, 300]) {
      const { firstIndex, checkpoint } = await sequencer.append(entriesFrom(size, count), now)
      assert.equal(firstIndex, size)
      size += count
      assert.equal(checkpoint.size, size)
      assert.deepEqual(sequencer.checkpoint, checkpoint)
      assert.equal(await checkWorld(parts), size)
    }
  })

  it('writes these files in this order, and no others', async () => {
    const parts = await logOf(250)
    const written: string[] = []
    const store: LogStore = {
      ...parts.store,
      async write(path, bytes, options) {
        written.push(path.replace(/-[0-9a-f]{64}$/, ''))
        await parts.store.write(path, bytes, options)
      },
      async discard(path) {
        written.push(`discard ${path.replace(/-[0-9a-f]{64}$/, '')}`)
        await parts.store.discard(path)
      },
    }
    const lock: CheckpointLock = {
      ...parts.lock,
      async replace(old, next) {
        written.push('lock')
        return await parts.lock.replace(old, next)
      },
    }
    const sequencer = await openSequencer({ store, lock, signer, now })
    written.length = 0
    await sequencer.append(entriesFrom(250, 10), now)
    await sequencer.append(entriesFrom(260, 1), now)
    assert.deepEqual(written, [
      'discard staging/0',
      'staging/260',
      'lock',
      'tile/entries/000',
      'tile/entries/001.p/4',
      'tile/0/000',
      'tile/0/001.p/4',
      'tile/1/000.p/1',
      'checkpoint',
      'discard staging/250',
      'staging/261',
      'lock',
      'tile/entries/001.p/5',
      'tile/0/001.p/5',
      'checkpoint',
    ])
  })

  it('refuses a bad batch and does nothing', async () => {
    const parts = await logOf(3)
    const before = new Map(parts.store.files)
    const sequencer = await openSequencer({ ...parts, now })
    const entry = Uint8Array.of(1)
    const large = new Uint8Array(maxEntryBytes + 1)
    const many = Array.from({ length: maxBatchEntries + 1 }, () => entry)
    await assert.rejects(sequencer.append([], now), { code: 'batch-empty' })
    await assert.rejects(sequencer.append(many, now), { code: 'batch-too-large' })
    await assert.rejects(sequencer.append([entry, large], now), { code: 'entry-too-large' })
    await assert.rejects(sequencer.append([entry], earlier), { code: 'time-backwards' })
    await assert.rejects(sequencer.append([entry], 'today'), { code: 'time-malformed' })
    assert.deepEqual(parts.store.files, before)
    await sequencer.append(entriesFrom(3, 1), now)
    assert.equal(await checkWorld(parts), 4)
  })

  it('takes an entry of no bytes and one of 65,535', async () => {
    const parts = await createMemoryLog()
    const sequencer = await openSequencer({ ...parts, now })
    await sequencer.append([new Uint8Array(0), new Uint8Array(maxEntryBytes)], now)
    assert.equal((await fsck({ store: parts.store, log: verifier })).sound, true)
  })

  it('runs one at a time', async () => {
    const parts = await createMemoryLog()
    const sequencer = await openSequencer({ ...parts, now })
    const first = sequencer.append(entriesFrom(0, 1), now)
    await assert.rejects(sequencer.append(entriesFrom(1, 1), now), { code: 'append-busy' })
    assert.equal((await first).firstIndex, 0)
    assert.equal(await checkWorld(parts), 1)
  })

  it('stops for good when another sequencer moved the lock', async () => {
    const parts = await logOf(3)
    const one = await openSequencer({ ...parts, now })
    const other = await openSequencer({ ...parts, now })
    await other.append(entriesFrom(3, 2), now)
    await assert.rejects(one.append([Uint8Array.of(1)], now), { code: 'lock-lost' })
    assert.equal(await checkWorld(parts), 5)
    await assert.rejects(one.append([Uint8Array.of(1)], now), { code: 'sequencer-stopped' })
    await other.append(entriesFrom(5, 1), now)
    assert.equal(await checkWorld(parts), 6)
  })
})

describe('append() after a failure of the lock', () => {
  it('finds that another sequencer moved it, and writes nothing more', async () => {
    const parts = await logOf(3)
    let failing = true
    const lock: CheckpointLock = {
      read: async () => await parts.lock.read(),
      replace: async (old, next) => {
        if (failing) throw new Error('database')
        return await parts.lock.replace(old, next)
      },
    }
    const one = await openSequencer({ ...parts, lock, now })
    await assert.rejects(one.append([Uint8Array.of(1)], now), { message: 'database' })
    failing = false
    await (await openSequencer({ ...parts, now })).append(entriesFrom(3, 2), now)
    const before = new Map(parts.store.files)
    await assert.rejects(one.append([Uint8Array.of(2)], now), { code: 'lock-lost' })
    assert.deepEqual(parts.store.files, before)
  })
})

describe('createLog()', () => {
  it('publishes the empty log', async () => {
    const parts = await createMemoryLog()
    assert.equal(await checkWorld(parts), 0)
  })

  it('refuses where a log was ever', async () => {
    const { store, lock } = await logOf(1)
    const fresh = { store: createMemoryStore(), lock: createMemoryLock(), signer }
    for (const parts of [{ store, lock }, { store }, { lock }])
      await assert.rejects(createLog({ ...fresh, ...parts }), { code: 'log-exists' })
    assert.equal(await checkWorld({ store, lock }), 1)
  })
})

describe('openSequencer()', () => {
  it('never creates a log', async () => {
    const parts = { store: createMemoryStore(), lock: createMemoryLock(), signer }
    await assert.rejects(openSequencer({ ...parts, now }), { code: 'log-absent' })
    assert.equal(await parts.lock.read(), null)
  })

  it('publishes a log that was created in the lock only', async () => {
    const { note } = signCheckpoint({ size: 0, root: emptyRoot }, signer)
    const parts = { store: createMemoryStore(), lock: createMemoryLock(note), signer }
    await openSequencer({ ...parts, now })
    assert.equal(await checkWorld(parts), 0)
  })

  it('refuses when the lock comes from an older backup than the store, or is lost', async () => {
    const parts = await logOf(3)
    const old = await parts.lock.read()
    await (await openSequencer({ ...parts, now })).append(entriesFrom(3, 1), now)
    for (const lock of [createMemoryLock(old), createMemoryLock()])
      await assert.rejects(openSequencer({ ...parts, lock, now }), { code: 'lock-behind' })
    assert.equal(await checkWorld(parts), 4)
  })

  it('refuses when the store comes from an older backup than the lock', async () => {
    const parts = await logOf(3)
    const backup = await copyOf(parts)
    const sequencer = await openSequencer({ ...parts, now })
    await sequencer.append(entriesFrom(3, 1), now)
    await sequencer.append(entriesFrom(4, 1), now)
    const restored = { ...parts, store: backup.store }
    await assert.rejects(openSequencer({ ...restored, now }), { code: 'stage-missing' })
    restored.store.files.delete('checkpoint')
    await assert.rejects(openSequencer({ ...restored, now }), { code: 'checkpoint-missing' })
  })

  it('refuses when lock and store went different ways', async () => {
    const parts = await logOf(3)
    const fork = await copyOf(parts)
    await (await openSequencer({ ...parts, now })).append([Uint8Array.of(1)], now)
    await (await openSequencer({ ...fork, now })).append([Uint8Array.of(2)], now)
    await assert.rejects(openSequencer({ ...parts, lock: fork.lock, now }), { code: 'lock-forked' })
    const ahead = await openSequencer({ ...fork, now })
    await ahead.append([Uint8Array.of(3)], now)
    for (const [path, bytes] of fork.store.files)
      if (path.startsWith('staging/')) parts.store.files.set(path, bytes)
    await assert.rejects(openSequencer({ ...parts, lock: fork.lock, now }), { code: 'stage-wrong' })
  })

  it('refuses a lock of another key, or of no key', async () => {
    const parts = await logOf(3)
    const other = createSigner(createKey({ ...secretKey, seed: new Uint8Array(32).fill(8) }))
    await assert.rejects(openSequencer({ ...parts, signer: other, now }), {
      code: 'signature-missing',
    })
    const lock = createMemoryLock('nonsense')
    await assert.rejects(openSequencer({ ...parts, lock, now }), { code: 'note-malformed' })
  })

  it('refuses when time ran backwards since the last batch', async () => {
    const parts = await logOf(3)
    await assert.rejects(openSequencer({ ...parts, now: earlier }), { code: 'time-backwards' })
    const sequencer = await openSequencer({ ...parts, now: later })
    await assert.rejects(sequencer.append([Uint8Array.of(1)], now), { code: 'time-backwards' })
  })

  it('refuses when the right edge does not hash to the checkpoint', async () => {
    const healthy = await logOf(600)
    const edge = ['tile/0/002.p/88', 'tile/1/000.p/2', 'tile/entries/002.p/88']
    for (const staged of [true, false])
      for (const path of edge) {
        const parts = await copyOf(healthy)
        const bytes = (parts.store.files.get(path) ?? assert.fail(path)).slice()
        bytes[5] = (bytes[5] ?? 0) ^ 1
        parts.store.files.set(path, bytes)
        if (!staged) dropStages(parts)
        await assert.rejects(openSequencer({ ...parts, now }), {
          code: staged ? 'immutable-differs' : /^(?:tile|entry)-wrong$/,
        })
      }
  })

  it('refuses a changed stage', async () => {
    const parts = await logOf(3)
    const [path = ''] = [...parts.store.files.keys()].filter((held) => held.startsWith('staging/'))
    const stage = textOfBytes(parts.store.files.get(path) ?? assert.fail()) ?? assert.fail()
    parts.store.files.set(path, bytesOfText(stage.replace('entry 1', 'entry 7')))
    await assert.rejects(openSequencer({ ...parts, now }), { code: 'stage-wrong' })
  })

  it('does without the stage of a published batch', async () => {
    const parts = await logOf(300)
    dropStages(parts)
    const sequencer = await openSequencer({ ...parts, now })
    await sequencer.append(entriesFrom(300, 300), now)
    assert.equal(await checkWorld(parts), 600)
  })

  it('keeps the cosignatures that the published checkpoint has gained', async () => {
    const parts = await logOf(3)
    const published = textOfBytes(parts.store.files.get('checkpoint') ?? assert.fail()) ?? ''
    const cosigned = bytesOfText(`${published}— witness.example AAAAAAAA\n`)
    parts.store.files.set('checkpoint', cosigned)
    await openSequencer({ ...parts, now })
    assert.deepEqual(parts.store.files.get('checkpoint'), cosigned)
  })

  it('writes the last batch again, since the last program may have ended on a failed fsync', async () => {
    const parts = await logOf(3)
    for (const path of ['tile/0/000.p/3', 'tile/entries/000.p/3']) parts.store.files.delete(path)
    await openSequencer({ ...parts, now })
    assert.equal(await checkWorld(parts), 3)
  })
})
