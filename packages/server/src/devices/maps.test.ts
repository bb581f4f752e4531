import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { after, describe, it } from 'node:test'

import { defaultPolicy, entryBytes, readEntry, Replay, sha256Hex } from '@porchlight/core'
import type { Entry } from '@porchlight/core'
import {
  createKey,
  createLog,
  createMemoryLock,
  createMemoryStore,
  createReader,
  createSigner,
  LogError,
  formatPublicKey,
  openSequencer,
  parsePolicy,
  publicKeyOf,
  signatureType,
} from '@porchlight/log'
import type { Sequencer } from '@porchlight/log'

import { z } from 'zod'

import { openDatabase } from '../db/open.ts'
import { openJournal } from '../journal.ts'
import { logBrowser } from '../log/browse.ts'
import { createOutbox } from '../log/outbox.ts'
import { openCompressedFiles } from '../objects/compressed.ts'
import { DeviceMaps } from './maps.ts'

const now = '2026-11-23T10:00:20Z'
const key = createKey({
  name: 'porchlight.example/log',
  type: signatureType.ed25519,
  seed: new Uint8Array(32).fill(7),
})
const policy = parsePolicy(`log ${formatPublicKey(publicKeyOf(key))}\nquorum none\n`)
const opened: Entry = {
  kind: 'instance.opened',
  origin: 'https://porchlight.example',
  policy: { ...defaultPolicy },
  witnesses: 'quorum none\n',
  at: '2026-11-23T10:00:00Z',
}

const directories: string[] = []
after(async () => {
  for (const directory of directories) await rm(directory, { recursive: true })
})

/** A file with so many devices, all of them named from a number on. */
function geoJson(count: number, from = 1): string {
  const features = Array.from({ length: count }, (_, at) => ({
    type: 'Feature',
    id: `node/${String(from + at)}`,
    properties: { man_made: 'surveillance' },
    geometry: { type: 'Point', coordinates: [-81.5, 41.4] },
  }))
  return JSON.stringify({ type: 'FeatureCollection', features })
}

/** An instance that has opened, and nothing more. `start` is what a start of the server does. */
async function instance() {
  const directory = await mkdtemp(join(tmpdir(), 'porchlight-maps-'))
  directories.push(directory)
  const db = await openDatabase(directory)
  const store = createMemoryStore()
  const lock = createMemoryLock()
  const signer = createSigner(key)
  await createLog({ store, lock, signer })
  const sequencer = await openSequencer({ store, lock, signer, now })
  await sequencer.append([entryBytes(opened)], now)
  const files = await openCompressedFiles(directory, 'maps')
  const world: World = { dies: null, up: true }
  const log = { store, sequencer: failing(sequencer, world), now: () => now }
  async function startServer(): Promise<DeviceMaps> {
    const outbox = createOutbox({ db, log, journal: openJournal({ demo: true }), fail })
    await outbox.drain()
    const readLog = logBrowser({ ...log, policy })
    return new DeviceMaps({ db, readLog, outbox, now: () => now, files: { ...files, write } })
  }
  async function write(name: string, bytes: Uint8Array): Promise<void> {
    await around(world, 'file', async () => {
      await files.write(name, bytes)
    })
  }
  async function builds(): Promise<readonly string[]> {
    const { checkpoint } = sequencer
    const replay = new Replay()
    const found: string[] = []
    for await (const bytes of createReader({ store, checkpoint }).entries(0, checkpoint.size)) {
      const read = readEntry(bytes)
      assert.ok(read.read)
      assert.deepEqual(replay.take(read.entry), [])
      const { entry } = read
      if (entry.kind === 'map.built')
        found.push(`${entry.accepted ? 'accepted' : 'refused'} ${String(entry.devices)}`)
    }
    return found
  }
  return { directory, world, start: startServer, builds }
}

interface World {
  /** The step before or after which the process dies. */
  dies: string | null
  /** Whether the log can be written. */
  up: boolean
}

function failing(sequencer: Sequencer, world: World): Sequencer {
  return {
    get checkpoint() {
      return sequencer.checkpoint
    },
    settle: async () => await sequencer.settle(),
    append: async (entries, at) => {
      if (!world.up) throw new LogError('quorum-missing', 'no witness answers')
      return await around(world, 'entry', async () => await sequencer.append(entries, at))
    },
  }
}

async function around<T>(
  { dies }: Pick<World, 'dies'>,
  step: string,
  run: () => Promise<T>,
): Promise<T> {
  if (dies === `before ${step}`) throw new Error('crash')
  const result = await run()
  if (dies === `after ${step}`) throw new Error('crash')
  return result
}

function fail(error: unknown): never {
  throw error
}

const Features = z.object({ features: z.array(z.unknown()) })

async function deviceCount(maps: DeviceMaps): Promise<number | null> {
  const standing = await maps.standing()
  if (standing === null) return null
  const bytes = await maps.file(standing.digest)
  assert.ok(bytes !== null)
  assert.equal(sha256Hex(bytes), standing.digest)
  const { features } = Features.parse(JSON.parse(Buffer.from(bytes).toString()))
  assert.equal(features.length, standing.devices)
  return standing.devices
}

describe('DeviceMaps', () => {
  it('serves nothing before the first build', async () => {
    const { start } = await instance()
    const maps = await start()
    assert.equal(await maps.standing(), null)
    assert.equal(await maps.file('0'.repeat(64)), null)
  })

  it('serves the newest accepted build, and each that ever was under its digest, after a start as well', async () => {
    const { start, builds } = await instance()
    const maps = await start()
    const first = await maps.build(geoJson(3))
    const second = await maps.build(geoJson(4))
    assert.deepEqual([first.accepted, second.accepted], [true, true])
    for (const each of [maps, await start()]) {
      assert.equal(await deviceCount(each), 4)
      assert.ok((await each.file(first.digest)) !== null)
    }
    assert.deepEqual(await builds(), ['accepted 3', 'accepted 4'])
  })

  it('knows every accepted build of a log that has more of them than one page', async () => {
    const { start } = await instance()
    const maps = await start()
    const digests: string[] = []
    for (let count = 1; count <= 60; count += 1)
      digests.push((await maps.build(geoJson(count))).digest)
    for (const each of [maps, await start()]) {
      assert.equal(await deviceCount(each), 60)
      for (const digest of digests) assert.ok((await each.file(digest)) !== null)
    }
  })

  it('enters a refused build, and serves the one that stood', async () => {
    const { start, builds, directory } = await instance()
    const maps = await start()
    await maps.build(geoJson(10))
    const { accepted, refusals, digest } = await maps.build(geoJson(4))
    assert.deepEqual([accepted, refusals], [false, ['halved']])
    assert.deepEqual((await maps.build(geoJson(0))).refusals, ['empty', 'halved'])
    assert.equal(await deviceCount(maps), 10)
    assert.equal(await maps.file(digest), null)
    assert.deepEqual(await builds(), ['accepted 10', 'refused 4', 'refused 0'])
    const kept = (await readdir(join(directory, 'maps'))).filter((name) => !name.startsWith('.'))
    assert.equal(kept.length, 1)
  })

  it('enters the same build once, and gives its lost file back', async () => {
    const { start, builds, directory } = await instance()
    const { digest, entry } = await (await start()).build(geoJson(3))
    await rm(join(directory, 'maps', `${digest}.geojson.gz`))
    const maps = await start()
    assert.equal(await maps.file(digest), null)
    const again = await maps.build(geoJson(3))
    assert.deepEqual([again.digest, again.entry], [digest, entry])
    assert.equal(await deviceCount(maps), 3)
    assert.deepEqual(await builds(), ['accepted 3'])
  })

  it('serves no file that is not the one that the log names', async () => {
    const { start, directory } = await instance()
    const { digest } = await (await start()).build(geoJson(3))
    await writeFile(join(directory, 'maps', `${digest}.geojson.gz`), gzipSync(geoJson(4)))
    assert.equal(await (await start()).file(digest), null)
  })

  it('holds builds that come at once against each other', async () => {
    const { start, builds } = await instance()
    const maps = await start()
    await Promise.all(
      [geoJson(3), geoJson(20), geoJson(4)].map(async (text) => await maps.build(text)),
    )
    assert.deepEqual(await builds(), ['accepted 3', 'accepted 20', 'refused 4'])
  })

  it('takes no effect before the log has it, and lets no other overtake it', async () => {
    const { start, builds, world } = await instance()
    const maps = await start()
    await maps.build(geoJson(3))
    world.up = false
    await assert.rejects(maps.build(geoJson(8)), { code: 'log/unavailable' })
    assert.equal(await deviceCount(maps), 3)
    await assert.rejects(maps.build(geoJson(2)), { code: 'map/waiting' })
    world.up = true
    const next = await start()
    assert.equal(await deviceCount(next), 8)
    assert.deepEqual((await next.build(geoJson(2))).refusals, ['halved'])
    assert.deepEqual(await builds(), ['accepted 3', 'accepted 8', 'refused 2'])
  })

  for (const [step, logged] of [
    ['before file', false],
    ['after file', false],
    ['before entry', true],
    ['after entry', true],
  ] as const) {
    it(`serves what the log holds, and enters nothing twice, after a crash ${step}`, async () => {
      const { start, builds, world } = await instance()
      await (await start()).build(geoJson(3))
      world.dies = step
      await assert.rejects((await start()).build(geoJson(4)), /crash/)
      world.dies = null
      const maps = await start()
      assert.equal(await deviceCount(maps), logged ? 4 : 3)
      await maps.build(geoJson(4))
      assert.equal(await deviceCount(maps), 4)
      assert.deepEqual(await builds(), ['accepted 3', 'accepted 4'])
    })
  }

  it('refuses what is no map, and enters nothing', async () => {
    const { start, builds } = await instance()
    const maps = await start()
    await assert.rejects(maps.build('{}'), { code: 'map/not-geojson' })
    assert.deepEqual(await builds(), [])
  })
})
