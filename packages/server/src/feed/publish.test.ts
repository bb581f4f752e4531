import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'

import compress from '@fastify/compress'
import {
  entryBytes,
  defaultPolicy,
  Fault,
  feedEntry,
  later,
  readEntry,
  readFeed,
  readFeedProof,
  sha256Hex,
  toBase64,
} from '@porchlight/core'
import type { Entry, Feed, FeedProof, Instant } from '@porchlight/core'
import {
  createKey,
  createLog,
  createMemoryLock,
  createMemoryStore,
  createReader,
  createSigner,
  formatPublicKey,
  openSequencer,
  parsePolicy,
  publicKeyOf,
  signatureType,
  verifyWitnessedProof,
} from '@porchlight/log'
import Fastify from 'fastify'

import { openDatabase } from '../db/open.ts'
import { openJournal } from '../journal.ts'
import { createOutbox } from '../log/outbox.ts'
import { openCompressedFiles } from '../objects/compressed.ts'
import type { CompressedFiles } from '../objects/compressed.ts'
import { fileOf, FeedPublisher } from './publish.ts'
import { mountFeed } from './routes.ts'
import { insertFeed, newestFeed } from './store.ts'

const began = '2026-11-23T10:00:20Z'
const origin = 'https://porchlight.example'
const key = createKey({
  name: 'porchlight.example/log',
  type: signatureType.ed25519,
  seed: new Uint8Array(32).fill(7),
})
const policyText = `log ${formatPublicKey(publicKeyOf(key))}\nquorum none\n`
const opened: Entry = {
  kind: 'instance.opened',
  origin,
  policy: { ...defaultPolicy },
  witnesses: policyText,
  at: '2026-11-23T10:00:00Z',
}

const directories: string[] = []
after(async () => {
  for (const directory of directories) await rm(directory, { recursive: true })
})

function fail(error: unknown): never {
  throw error
}

/** An instance that has opened, and nothing more. `start` is what a start of the server does. */
async function instance() {
  const directory = await mkdtemp(join(tmpdir(), 'porchlight-feed-'))
  directories.push(directory)
  const db = await openDatabase(directory)
  const store = createMemoryStore()
  const lock = createMemoryLock()
  const signer = createSigner(key)
  await createLog({ store, lock, signer })
  const sequencer = await openSequencer({ store, lock, signer, now: began })
  await sequencer.append([entryBytes(opened)], began)
  const crash: { at: string | null } = { at: null }
  const world: { now: Instant; up: boolean } = { now: began, up: true }
  const log = { store, sequencer, now: () => began, policy: parsePolicy(policyText) }
  const real = createOutbox({ db, log, journal: openJournal({ demo: true }), fail })
  const outbox: typeof real = {
    // the log is away: what is queued stays queued
    drain: async () => (world.up ? await real.drain() : await away()),
    enter: async (intents, change) => {
      if (!world.up) return await away(async () => await change?.(db))
      return await around(crash, 'entry', async () => await real.enter(intents, change))
    },
  }
  const files = crashing(await openCompressedFiles(directory, 'feeds'), crash)
  async function startServer(): Promise<FeedPublisher> {
    const config = { origin, tokens: 'work', tokenWorkBits: 4 } as const
    const parts = { db, config, log, outbox, files, fail }
    const publisher = new FeedPublisher({ ...parts, now: () => world.now })
    await publisher.open()
    return publisher
  }
  async function entries(): Promise<readonly Entry[]> {
    const { checkpoint } = sequencer
    const found: Entry[] = []
    for await (const bytes of createReader({ store, checkpoint }).entries(0, checkpoint.size)) {
      const read = readEntry(bytes)
      assert.ok(read.read)
      found.push(read.entry)
    }
    return found
  }
  return { world, db, files, sequencer, log, start: startServer, entries, crash }
}

/** Runs a step of which the process dies before or after, where that is its turn. */
async function around<T>(
  { at }: { readonly at: string | null },
  step: string,
  run: () => Promise<T>,
): Promise<T> {
  if (at === `before ${step}`) throw new Error('crash')
  const result = await run()
  if (at === `after ${step}`) throw new Error('crash')
  return result
}

function crashing(files: CompressedFiles, crash: { readonly at: string | null }): CompressedFiles {
  return {
    ...files,
    write: async (name, bytes) => {
      const step = name.endsWith('.proof') ? 'proof' : 'file'
      await around(crash, step, async () => {
        await files.write(name, bytes)
      })
    },
  }
}

async function away(run?: () => Promise<void>): Promise<never> {
  await run?.()
  throw new Fault('log/unavailable')
}

function newest({ newest: found }: Pick<FeedPublisher, 'newest'>) {
  assert.ok(found !== null)
  const feed = readFeed(found.feed)
  const proof = readFeedProof(found.proof)
  assert.ok(feed.read && proof.read)
  return { feed: feed.value, proof: proof.value, bytes: found.feed }
}

function holds({ proof, bytes }: { readonly proof: FeedProof; readonly bytes: Uint8Array }): void {
  assert.equal(sha256Hex(bytes), proof.digest)
  const verdict = verifyWitnessedProof({
    proof: proof.proof,
    entry: entryBytes(feedEntry(proof)),
    policy: parsePolicy(policyText),
  })
  assert.equal(verdict.verified, true)
}

function numbers(entries: readonly Entry[]): readonly number[] {
  return entries.flatMap((entry) => (entry.kind === 'feed.published' ? [entry.number] : []))
}

describe('FeedPublisher', () => {
  it('publishes a feed that the log holds, with what the log says of its rules', async () => {
    const { start, entries, log } = await instance()
    const publisher = await start()
    assert.equal(publisher.newest, null)
    await publisher.tick()
    const { feed, proof, bytes } = newest(publisher)
    holds({ proof, bytes })
    const checkpoint = log.sequencer.checkpoint
    const reader = createReader({ store: log.store, checkpoint })
    assert.deepEqual(feed, {
      kind: 'porchlight/feed/v1',
      number: 1,
      origin,
      at: began,
      checkpoint: feed.checkpoint,
      consistency: [],
      directory: [{ index: 0, hashes: [], entry: opened }],
      agencies: [],
      issuer: null,
      news: [],
      messages: [],
      requests: [],
    } satisfies Feed)
    assert.deepEqual(proof.consistency, (await reader.consistency(1)).map(toBase64))
    assert.deepEqual(numbers(await entries()), [1])
  })

  it('proves consistency with the feeds before, in each feed', async () => {
    const { start, log } = await instance()
    const publisher = await start()
    for (let tick = 0; tick < 20; tick += 1) await publisher.tick()
    const { feed } = newest(publisher)
    assert.equal(feed.number, 20)
    // each tick adds its own entry: the proof of feed 19 is about 20 entries, and so on back
    assert.deepEqual(
      feed.consistency.map(({ size }) => size),
      [4, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19].map((number) => number + 1),
    )
    const checkpoint = log.sequencer.checkpoint
    const reader = createReader({ store: log.store, checkpoint })
    for (const { size, hashes } of feed.consistency)
      assert.deepEqual(hashes, (await reader.consistency(size, 20)).map(toBase64))
  })

  it('goes on with the next number after a start', async () => {
    const { start, entries, world } = await instance()
    const first = await start()
    await first.tick()
    const before = newest(first)
    const second = await start()
    assert.deepEqual(newest(second), before)
    world.now = later(began, 300)
    await second.tick()
    assert.equal(newest(second).feed.number, 2)
    assert.deepEqual(numbers(await entries()), [1, 2])
  })

  it('drops what a crash left before the entry was queued', async () => {
    const { start, entries, files } = await instance()
    await files.write(fileOf(1), new TextEncoder().encode('left by a crash'))
    const publisher = await start()
    assert.equal(publisher.newest, null)
    await publisher.tick()
    holds(newest(publisher))
    assert.deepEqual(numbers(await entries()), [1])
  })

  it('finishes what a crash left after the entry was in the log, and makes no second feed of the number', async () => {
    const { start, entries, db, sequencer } = await instance()
    const first = await start()
    await first.tick()
    // as if the entry was never settled, and the proof never made
    const row = await newestFeed(db)
    assert.ok(row !== null)
    await db.deleteFrom('feeds').execute()
    await insertFeed(db, { number: 1, digest: row.digest, at: row.at })
    const second = await start()
    assert.equal(second.newest, null)
    await second.tick()
    assert.equal(second.newest, null, 'an unsettled feed is waited for')
    await db.updateTable('feeds').set({ log_index: 1 }).execute()
    const third = await start()
    holds(newest(third))
    assert.equal(newest(third).proof.digest, row.digest)
    assert.deepEqual(numbers(await entries()), [1])
    assert.equal(sequencer.checkpoint.size, 2)
  })

  it('goes on with the next number where the files of the last feed are lost or damaged', async () => {
    const { start, entries, files } = await instance()
    const first = await start()
    await first.tick()
    await files.write(fileOf(1), new TextEncoder().encode('damaged'))
    const second = await start()
    assert.equal(second.newest, null)
    await second.tick()
    holds(newest(second))
    assert.equal(newest(second).feed.number, 2)
    assert.deepEqual(numbers(await entries()), [1, 2])
  })

  for (const step of ['file', 'entry', 'proof'] as const) {
    for (const when of ['before', 'after'] as const) {
      it(`uses each number once, and serves what the log holds, after a crash ${when} the ${step}`, async () => {
        const { start, entries, crash } = await instance()
        const first = await start()
        await first.tick()
        crash.at = `${when} ${step}`
        await assert.rejects(first.tick(), /crash/)
        crash.at = null
        const second = await start()
        await second.tick()
        await second.tick()
        holds(newest(second))
        const logged = numbers(await entries())
        assert.deepEqual(
          logged,
          logged.map((_, at) => at + 1),
        )
        assert.equal(newest(second).feed.number, logged.at(-1))
      })
    }
  }

  it('serves nothing that the log does not hold yet', async () => {
    const { start, world, entries } = await instance()
    const publisher = await start()
    await publisher.tick()
    world.up = false
    await publisher.tick()
    await publisher.tick()
    assert.equal(newest(publisher).feed.number, 1)
    assert.deepEqual(numbers(await entries()), [1])
  })
})

describe('GET /feed', () => {
  it('gives everybody the same bytes, with no cookie and no compression', async () => {
    const { start, files } = await instance()
    const publisher = await start()
    const app = Fastify()
    await app.register(compress, { threshold: 1024, encodings: ['br', 'gzip'] })
    mountFeed(app, { publisher, files })
    app.setErrorHandler(async (error, _, reply) => {
      assert.ok(error instanceof Fault)
      return await reply.code(error.code === 'input/unknown-place' ? 404 : 503).send()
    })
    assert.equal((await app.inject('/feed/latest')).statusCode, 503)
    await publisher.tick()
    await publisher.tick()
    const found = publisher.newest
    assert.ok(found !== null)
    for (const [url, bytes] of [
      ['/feed/latest', found.proof],
      ['/feed/2.proof', found.proof],
      ['/feed/2', found.feed],
    ] as const) {
      const plain = await app.inject(url)
      const browser = await app.inject({
        url,
        headers: { 'accept-encoding': 'gzip, br', cookie: 'session=secret', 'user-agent': 'other' },
      })
      assert.ok(plain.rawPayload.equals(bytes), url)
      assert.ok(browser.rawPayload.equals(bytes), url)
      assert.deepEqual({ ...browser.headers, date: '' }, { ...plain.headers, date: '' }, url)
      assert.equal(plain.headers['set-cookie'], undefined)
      const again = await app.inject({
        url,
        headers: { 'if-none-match': String(plain.headers.etag) },
      })
      assert.equal(again.statusCode, 304, url)
    }
    assert.equal((await app.inject('/feed/latest')).headers['cache-control'], 'no-cache')
    assert.match(String((await app.inject('/feed/2')).headers['cache-control']), /immutable/)
    const old = await app.inject('/feed/1')
    assert.equal(old.statusCode, 200)
    for (const url of ['/feed/3', '/feed/0', '/feed/01', '/feed/x', '/feed/1.gz', '/feed/-1'])
      assert.equal((await app.inject(url)).statusCode, 404, url)
    await app.close()
  })
})
