import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { later, sha256Hex, utf8 } from '@porchlight/core'
import type { Entry } from '@porchlight/core'
import { createMemoryStore, createVerifier, openCheckpoint, parsePublicKey } from '@porchlight/log'

import { asking, growingLog, logKey, now } from '../verify/fixture.test.ts'
import type { GrowingLog } from '../verify/fixture.test.ts'
import { copyLog } from './copy.ts'
import { copyFeeds } from './feeds.ts'
import type { FeedOutcome } from './feeds.ts'

const log = createVerifier(parsePublicKey(logKey))

function textOf(number: number): Uint8Array {
  return utf8(`feed ${String(number)}`)
}

/** Feeds of so many ticks of an hour, from a number on. */
function ticks(from: number, count: number): readonly Entry[] {
  return Array.from({ length: count }, (_, at) => ({
    kind: 'feed.published',
    number: from + at,
    digest: sha256Hex(textOf(from + at)),
    at: later(now, (from + at) * 3600),
  }))
}

interface World extends GrowingLog {
  readonly copied: Map<string, Uint8Array>
  /** What is served in place of a feed; null for nothing. */
  readonly served: Map<number, Uint8Array | null>
  readonly asked: number[]
  readonly copy: () => Promise<FeedOutcome>
}

async function openWorld(): Promise<World> {
  const growing = await growingLog()
  const to = createMemoryStore()
  const served = new Map<number, Uint8Array | null>()
  const asked: number[] = []
  async function read(path: string): Promise<Uint8Array | null> {
    await Promise.resolve()
    const number = Number(/^feed\/(\d+)$/.exec(path)?.[1] ?? 0)
    if (number === 0) return growing.files.get(path) ?? null
    asked.push(number)
    const other = served.get(number)
    return other === undefined ? textOf(number) : other
  }
  async function copy(): Promise<FeedOutcome> {
    asked.length = 0
    await copyLog({ from: { read }, to, log, progress: () => undefined })
    const note = Buffer.from(to.files.get('checkpoint') ?? utf8('')).toString()
    return await copyFeeds({ from: { read }, to, checkpoint: openCheckpoint(note, log) })
  }
  return { ...growing, copied: to.files, served, asked, copy }
}

describe('copyFeeds()', () => {
  it('copies the feeds of the last day, the oldest first, and then only what is new', async () => {
    const world = await openWorld()
    await world.add([...asking, ...ticks(1, 30)])
    assert.deepEqual(await world.copy(), { added: 25, missing: [], altered: [] })
    assert.deepEqual(
      world.asked,
      Array.from({ length: 25 }, (_, at) => at + 6),
    )
    assert.deepEqual(world.copied.get('feed/30'), textOf(30))
    await world.add(ticks(31, 2))
    assert.deepEqual(await world.copy(), { added: 2, missing: [], altered: [] })
    assert.deepEqual(world.asked, [31, 32])
  })

  it('goes on after an interruption', async () => {
    const world = await openWorld()
    await world.add([...asking, ...ticks(1, 10)])
    await world.copy()
    for (const number of [2, 9, 10]) world.copied.delete(`feed/${String(number)}`)
    assert.equal((await world.copy()).added, 3)
  })

  it('looks back over bundles', async () => {
    const world = await openWorld()
    const [one = assert.fail(), two = assert.fail()] = ticks(1, 2)
    await world.add([...asking, one, ...Array.from({ length: 600 }, () => asking[3] ?? one), two])
    assert.equal((await world.copy()).added, 2)
  })

  it('takes no feed but the one that the log names, and says which are missing', async () => {
    const world = await openWorld()
    await world.add([...asking, ...ticks(1, 3)])
    world.served.set(1, null).set(2, utf8('another'))
    assert.deepEqual(await world.copy(), { added: 1, missing: [1], altered: [2] })
    assert.equal(world.copied.has('feed/2'), false)
    world.served.clear()
    assert.deepEqual(await world.copy(), { added: 2, missing: [], altered: [] })
  })
})
