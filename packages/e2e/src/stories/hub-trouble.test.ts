import { strict as assert } from 'node:assert'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

import { call } from '@porchlight/core'
import type { Line } from '@porchlight/core'
import type { HubConfig, RunningHub } from '@porchlight/hub'
import { hubApi } from '@porchlight/owner'

import { openHub } from '../home.ts'
import { inFeed } from '../in-feed.ts'
import { openTown, publishRequest } from '../town.ts'
import { openWorld } from '../world.ts'
import type { World } from '../world.ts'

const quick = { feedMinutes: 0.01 }
const signal = AbortSignal.timeout(120_000)

/** As an instance gives it, or something in between does. */
interface Send {
  (request: Request): Promise<Response>
}

interface Home extends AsyncDisposable {
  readonly running: RunningHub
  readonly directory: string
  readonly line: Line
  readonly bugs: readonly unknown[]
}

async function home(send: Send, otherwise: Partial<HubConfig> = {}): Promise<Home> {
  const place = await mkdtemp(join(tmpdir(), 'porchlight-home-'))
  const directory = join(place, 'state')
  const bugs: unknown[] = []
  const running = await openHub(directory, {
    pause: async () => {
      await sleep(100)
    },
    lineTo: (origin) => ({ origin, send }),
    bug: (error) => bugs.push(error),
    ...otherwise,
  })
  return {
    running,
    directory: otherwise.directory ?? directory,
    bugs,
    line: { origin: running.address, send: fetch },
    [Symbol.asyncDispose]: async () => {
      await running.close()
      await rm(place, { recursive: true })
    },
  }
}

async function live(world: World): Promise<void> {
  await publishRequest(await openTown(world))
  await inFeed(world)
}

function pathOf({ url }: Request): string {
  return new URL(url).pathname
}

async function until(what: () => boolean): Promise<void> {
  while (!what()) await sleep(50, undefined, { signal })
}

describe('a hub whose instance misbehaves', { timeout: 120_000 }, () => {
  for (const [name, answer] of [
    ['is cut off while it asks for tokens', null],
    ['gets something else than tokens', { hello: 1 }],
  ] as const)
    it(`${name}, and goes on`, async () => {
      await using world = await openWorld(quick)
      await live(world)
      let asked = 0
      await using at = await home(async (request) => {
        if (pathOf(request) !== '/api/tokens') return await fetch(request)
        asked += 1
        if (answer === null) throw new TypeError('fetch failed')
        return Response.json(answer)
      })
      await call(at.line, hubApi.setInstance, { origin: world.origin, invite: null })
      const before = asked
      await until(() => asked > before + 2)
      const view = await call(at.line, hubApi.view, {})
      assert.equal(view.feed?.live, 1, 'it follows the feed')
      assert.deepEqual(at.bugs, [], 'the world is no bug of ours')
    })

  it('follows another one when it is told to, whatever the first one still sends', async () => {
    await using first = await openWorld(quick)
    await using second = await openWorld(quick)
    for (const world of [first, second]) await live(world)
    const held = Promise.withResolvers<void>()
    let slow = false
    let under = false
    await using at = await home(async (request) => {
      const response = await fetch(request)
      if (slow && request.url.startsWith(first.origin) && /^\/feed\/\d+$/.test(pathOf(request))) {
        under = true
        await held.promise
      }
      return response
    })
    await call(at.line, hubApi.setInstance, { origin: first.origin, invite: null })
    slow = true
    await until(() => under)
    const switching = call(at.line, hubApi.setInstance, { origin: second.origin, invite: null })
    await sleep(100)
    held.resolve()
    assert.equal((await switching).instance?.origin, second.origin)
    await sleep(500)
    const { hub } = at.running
    assert.deepEqual([hub.feeds.seen()?.memory.origin, hub.feeds.trouble], [second.origin, null])
    const nowhere = { origin: 'http://localhost:1', invite: null }
    await assert.rejects(call(at.line, hubApi.setInstance, nowhere), { code: 'hub/no-instance' })
    assert.equal(hub.feeds.seen()?.memory.origin, second.origin, 'what was known is kept')
  })

  it('has the streets of its instance, asked for once', async () => {
    await using world = await openWorld(quick)
    await live(world)
    const streets = { type: 'FeatureCollection', features: [{ type: 'Feature' }] }
    let asked = 0
    let looks = 0
    await using at = await home(async (request) => {
      if (pathOf(request) === '/feed/latest') looks += 1
      if (pathOf(request) !== '/map/basemap.json') return await fetch(request)
      asked += 1
      return Response.json(streets)
    })
    const empty: unknown = await (await fetch(`${at.running.address}/map/basemap.json`)).json()
    assert.deepEqual(empty, { type: 'FeatureCollection', features: [] })
    await call(at.line, hubApi.setInstance, { origin: world.origin, invite: null })
    await until(() => looks > 3)
    assert.deepEqual(await (await fetch(`${at.running.address}/map/basemap.json`)).json(), streets)
    assert.equal(asked, 1)
  })
})

describe('originals that are held for a request that is over', { timeout: 60_000 }, () => {
  it('are shown, and let go of', async () => {
    const key = 'b'.repeat(64)
    await using before = await home(fetch, { key })
    const film = join(before.directory, 'held', '0123456789abcdef')
    await writeFile(film, 'a film')
    const [request, clip, until_] = ['r0123456789ab', '0123456789abcdef', '2099-01-01T00:00:00Z']
    const held = { request, clip, file: clip, bytes: 6, until: until_, known: null }
    before.running.hub.state.held.put(clip, held)
    await before.running.close()
    await using at = await home(fetch, { key, directory: before.directory })
    const { kept } = await call(at.line, hubApi.view, {})
    assert.deepEqual(kept, [{ request, clips: 1, bytes: 6, until: until_ }])
    assert.deepEqual((await call(at.line, hubApi.release, { request })).kept, [])
    assert.equal(existsSync(film), false)
  })
})

describe('a hub that is wiped', { timeout: 60_000 }, () => {
  it('is gone at once, though somebody has left a film standing', async () => {
    await using at = await home(fetch)
    const { address, ended, hub } = at.running
    await filmStanding(at)
    assert.deepEqual(await call(at.line, hubApi.wipe, { really: 'wipe' }), { done: true })
    await ended
    assert.equal(existsSync(at.directory), false, address)
    assert.equal(hub.state.database.open, false)
  })

  it('is wiped at its next start, where it ended in the middle of it', async () => {
    const place = await mkdtemp(join(tmpdir(), 'porchlight-home-'))
    const directory = join(place, 'state')
    await mkdir(join(directory, 'held'), { recursive: true })
    await writeFile(join(directory, 'held', '0123456789abcdef'), 'a film')
    await writeFile(join(directory, 'wiped'), '')
    const { close } = await openHub(directory)
    assert.equal(existsSync(join(directory, 'held', '0123456789abcdef')), false)
    assert.equal(existsSync(join(directory, 'wiped')), false)
    await close()
    await rm(place, { recursive: true })
  })
})

/** A player that has paused: it takes nothing more of what it asked for. */
async function filmStanding({ running: { hub, address }, directory }: Home): Promise<void> {
  const id = '0123456789abcdef'
  const facts = { bytes: 1, seconds: 1, frames: 1, width: 1, height: 1, sound: false }
  const plan = { cut: null, audio: 'removed', boxes: [], masks: [] } as const
  hub.state.copies.put(id, {
    id,
    request: 'r0123456789ab',
    clip: id,
    plan: { ...plan, boxes: [], masks: [] },
    facts: { ...facts, madeOf: null, time: null },
  })
  const film = join(directory, 'copies', `${id}.mp4`)
  await writeFile(film, '')
  await truncate(film, 2 ** 28)
  const { hostname, port } = new URL(address)
  const player = connect(Number(port), hostname)
  player.on('error', () => undefined)
  player.write(`GET /api/hub/copies/${id}/file HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`)
  await new Promise((come) => player.once('data', come))
  player.pause()
}
