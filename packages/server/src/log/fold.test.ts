import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { entryBytes } from '@porchlight/core'
import type { Entry } from '@porchlight/core'
import {
  createKey,
  createLog,
  createMemoryLock,
  createMemoryStore,
  createSigner,
  openSequencer,
  signatureType,
} from '@porchlight/log'
import type { LogStore, Sequencer } from '@porchlight/log'

import { foldLog } from './fold.ts'

const now = '2026-11-23T10:00:00Z'
const seed = new Uint8Array(32).fill(7)
const key = createKey({ name: 'example.com/log', type: signatureType.ed25519, seed })

async function emptyLog(): Promise<{ readonly store: LogStore; readonly sequencer: Sequencer }> {
  const store = createMemoryStore()
  const lock = createMemoryLock()
  const signer = createSigner(key)
  await createLog({ store, lock, signer })
  return { store, sequencer: await openSequencer({ store, lock, signer, now }) }
}

function feeds(from: number, to: number): readonly Uint8Array[] {
  return Array.from({ length: to - from }, (_, at) =>
    entryBytes({ kind: 'feed.published', number: from + at, digest: '0'.repeat(64), at: now }),
  )
}

function numberOf(entry: Entry): number {
  return entry.kind === 'feed.published' ? entry.number : 0
}

describe('foldLog()', () => {
  it('takes each entry once, in order, however often and by whomever it is called', async () => {
    const { store, sequencer } = await emptyLog()
    const taken: (readonly [number, number])[] = []
    const catchUp = foldLog({
      store,
      sequencer,
      take: (entry, index) => taken.push([numberOf(entry), index]),
    })
    assert.equal((await catchUp()).size, 0)
    await sequencer.append(feeds(1, 301), now)
    await Promise.all([catchUp(), catchUp()])
    await sequencer.append(feeds(301, 304), now)
    assert.equal((await catchUp()).size, 303)
    assert.deepEqual(
      taken,
      Array.from({ length: 303 }, (_, at) => [at + 1, at]),
    )
  })

  it('goes on where it stopped', async () => {
    const { store, sequencer } = await emptyLog()
    await sequencer.append(feeds(1, 4), now)
    const taken: number[] = []
    let fails = true
    const catchUp = foldLog({
      store,
      sequencer,
      take: (_, index) => {
        if (index === 1 && fails) throw new Error('not now')
        taken.push(index)
      },
    })
    await assert.rejects(catchUp(), /not now/)
    fails = false
    await catchUp()
    assert.deepEqual(taken, [0, 1, 2])
  })
})
