import { strict as assert } from 'node:assert'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'

import { api, call, instantOf, readFeed, readFeedProof } from '@porchlight/core'
import type { Feed, FeedProof } from '@porchlight/core'
import { follow } from '@porchlight/hub'
import type { FeedVerdict, Memory } from '@porchlight/hub'

import { loggedEntries, ofKind } from '../logged.ts'
import { openTown, publishRequest } from '../town.ts'
import { openWitness } from '../witness.ts'
import { openWitnessedWorld, openWorld } from '../world.ts'
import type { World } from '../world.ts'

const directories: string[] = []
after(async () => {
  for (const directory of directories) await rm(directory, { recursive: true, force: true })
})

/** Feeds come as often as the clock allows. */
const often = { feedMinutes: 0.01 }

interface Look {
  readonly verdict: FeedVerdict
  /** What was fetched, in order. */
  readonly paths: readonly string[]
}

async function look({ origin }: World, memory: Memory | null): Promise<Look> {
  const paths: string[] = []
  const verdict = await follow({
    line: {
      origin,
      send: async (request) => {
        paths.push(new URL(request.url).pathname)
        return await fetch(request)
      },
    },
    memory,
    policyText: null,
    now: () => instantOf(Date.now()),
    signal: AbortSignal.timeout(20_000),
  })
  return { verdict, paths }
}

async function accepted(world: World, memory: Memory | null = null) {
  const { verdict, paths } = await look(world, memory)
  if (!verdict.accepted) assert.fail(`${verdict.check}: ${verdict.says}`)
  return { ...verdict, paths }
}

/** The first feed after this one. */
async function nextFeed(world: World, before: number): Promise<void> {
  const until = Date.now() + 20_000
  while (Date.now() < until) {
    if ((await newest(world)).number > before) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  assert.fail('No feed came')
}

/** A feed that was begun after this: the one that comes next may have been begun before. */
async function feedOfNow(world: World): Promise<void> {
  await nextFeed(world, (await newest(world)).number + 1)
}

async function newest({ origin }: World): Promise<FeedProof> {
  const read = readFeedProof(await bytes(`${origin}/feed/latest`))
  assert.ok(read.read)
  return read.value
}

async function bytes(url: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(url)).arrayBuffer())
}

async function feedAt({ origin }: World, number: number): Promise<Feed> {
  const read = readFeed(await bytes(`${origin}/feed/${String(number)}`))
  assert.ok(read.read)
  return read.value
}

describe('the feed of an instance', () => {
  it('brings a request to a client that believes nobody, and its end', async () => {
    await using north = await openWitness('north', 1)
    await using south = await openWitness('south', 2)
    await using world = await openWitnessedWorld([north, south], 'all', often)
    const first = await accepted(world)
    assert.deepEqual(first.requests, [])
    const town = await openTown(world)
    const { id } = (await publishRequest(town)).signed.request
    await feedOfNow(world)
    const second = await accepted(world, first.memory)
    assert.deepEqual(
      second.requests.map(({ signed, check }) => [signed.request.id, check]),
      [[id, null]],
    )
    assert.equal(second.requests[0]?.agencyName, 'Maple Heights Police Department')
    await call(town.author.line, api.withdrawRequest, { id })
    await world.restart()
    await feedOfNow(world)
    const third = await accepted(world, second.memory)
    assert.deepEqual(third.requests, [])
    // the same two files each time, whatever was in them, and after a sleep some feeds in between
    for (const { paths, feed } of [first, second, third]) {
      assert.deepEqual(paths.slice(0, 2), ['/feed/latest', `/feed/${String(feed.number)}`])
      for (const path of paths.slice(2)) assert.match(path, /^\/feed\/\d+(?:\.proof)?$/)
    }
    const numbers = ofKind(await loggedEntries(world), 'feed.published').map(({ number }) => number)
    assert.deepEqual(
      numbers,
      numbers.map((_, at) => at + 1),
      'no number twice, and none left out',
    )
  })

  it('says nothing of answers, and nothing of people', async () => {
    await using world = await openWorld(often)
    const town = await openTown(world)
    await publishRequest(town)
    await feedOfNow(world)
    const text = JSON.stringify(await feedAt(world, (await newest(world)).number))
    for (const absent of ['submission', 'custody', 'Cleo Author', 'Ada Steward'])
      assert.ok(!text.includes(absent), absent)
    assert.ok(text.includes('hit-and-run'), 'control: the request is there')
  })

  it('is found wanting where its file is changed, and not served where it is damaged or gone', async () => {
    const dataDirectory = await mkdtemp(join(tmpdir(), 'porchlight-feeds-'))
    directories.push(dataDirectory)
    await using world = await openWorld({ dataDirectory, ...often })
    await nextFeed(world, 2)
    const feeds = ofKind(await loggedEntries(world), 'feed.published')
    for (const { number, digest } of feeds) {
      const path = join(dataDirectory, 'feeds', `${String(number)}.json.gz`)
      const url = `${world.origin}/feed/${String(number)}`
      // the newest is in the server's memory, as it was logged
      if (number === (await newest(world)).number) continue
      const held = await readFile(path)
      assert.equal(sha256(await bytes(url)), digest)
      await writeFile(path, gzipSync(changed(gunzipSync(held))))
      assert.notEqual(sha256(await bytes(url)), digest, 'changed')
      await writeFile(path, changed(held))
      assert.equal((await fetch(url)).status, 404, 'damaged')
      await rm(path)
      assert.equal((await fetch(url)).status, 404, 'gone')
    }
    assert.ok(feeds.length >= 3)
  })
})

function changed(file: Uint8Array): Uint8Array {
  const copy = file.slice()
  copy[10] = (copy[10] ?? 0) ^ 1
  return copy
}

function sha256(file: Uint8Array): string {
  return createHash('sha256').update(file).digest('hex')
}
