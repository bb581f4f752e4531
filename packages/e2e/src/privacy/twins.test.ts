import { strict as assert } from 'node:assert'
import { copyFile, mkdir, mkdtemp, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'

import { later } from '@porchlight/core'
import type { OwnRequest } from '@porchlight/core'
import type { RunningHub } from '@porchlight/hub'

import { sampleVideo } from '../browser/built-web.ts'
import { openHub } from '../home.ts'
import { inFeed } from '../in-feed.ts'
import { openTown, publishRequest } from '../town.ts'
import { openWorld } from '../world.ts'
import type { World } from '../world.ts'
import { lineOf } from './wire.ts'

/** Looks at the feed; an hour and a half of them. */
const cycles = 20

/** What one hub's owner does in each cycle. */
type Life = (hub: RunningHub['hub'], request: string, send: Send) => Promise<void>
type Send = (request: Request) => Promise<Response>

const signal = AbortSignal.timeout(120_000)

const lives: ReadonlyMap<string, { readonly fits: boolean; readonly live: Life }> = new Map([
  ['fits nothing', { fits: false, live: async () => await Promise.resolve() }],
  ['fits and is left alone', { fits: true, live: async () => await Promise.resolve() }],
  ['fits and is looked at', { fits: true, live: looksAt }],
  [
    'fits and is declined',
    { fits: true, live: async (hub, request) => await hub.decline(request) },
  ],
])

describe('four hubs on one wire', { timeout: 180_000 }, () => {
  it('ask for the same, one after the other, whatever fits, is looked at or declined', async () => {
    await using world = await openWorld({ feedMinutes: 0.02 })
    const own = await publishRequest(await openTown(world))
    await inFeed(world)
    const wires = new Map<string, readonly string[]>()
    for (const [name, { fits, live }] of lives)
      wires.set(name, await wireOf(world, own, { fits, live }))
    const [first, ...others] = wires.values()
    assert.ok(first !== undefined && first.length >= cycles, 'control: it asked for feeds')
    for (const other of others) assert.deepEqual(other, first)
    const leaking = await wireOf(world, own, { fits: true, live: leaks })
    assert.notDeepEqual(leaking, first, 'control: a hub that fetches one thing more is caught')
  })
})

/** Everything that a hub asks of the instance: method, path without numbers, headers, length of the body. */
async function wireOf(
  world: World,
  own: OwnRequest,
  { fits, live }: { readonly fits: boolean; readonly live: Life },
): Promise<readonly string[]> {
  const directory = await mkdtemp(join(tmpdir(), 'porchlight-twin-'))
  const wire: string[] = []
  async function send(request: Request): Promise<Response> {
    wire.push(await lineOf(request))
    return await fetch(request)
  }
  const hub = await openHub(join(directory, 'state'), { send })
  const { id, incidentAt } = own.signed.request
  try {
    await record(join(directory, 'recordings'), incidentAt)
    const source = {
      kind: 'folder' as const,
      path: join(directory, 'recordings'),
      zone: 'UTC',
      learn: null,
    }
    const added = await hub.hub.recorders.add(source, signal)
    await hub.hub.recorders.scan(added, signal)
    place(hub, fits)
    await hub.hub.setInstance(world.origin, null, signal)
    wire.length = 0
    let card = 0
    for (let cycle = 0; cycle < cycles; cycle++) {
      await hub.hub.tick(signal)
      card += hub.hub.matching.cards().length
      if (cycle === cycles / 2) await live(hub.hub, id, send)
    }
    assert.equal(card > 0, fits, 'control: it fits where it should')
    return wire
  } finally {
    await hub.close()
    await rm(directory, { recursive: true })
  }
}

/** In the middle of the area, or on the other side of the country. */
function place({ hub }: RunningHub, fits: boolean): void {
  const [camera] = hub.state.cameras.all()
  assert.ok(camera)
  const looks = { heading: 0, fieldOfView: 90, reachMetres: 20, looksOnto: null }
  const view = { ...looks, place: fits ? ([-81.497, 41.402] as const) : ([-122.4, 37.77] as const) }
  hub.state.cameras.put(camera.id, { ...camera, view })
}

/** What a hub must never do: ask for the page of what fits. */
async function leaks(_hub: RunningHub['hub'], request: string, send: Send): Promise<void> {
  await send(new Request(`http://localhost/requests/${request}`)).catch(() => undefined)
}

async function looksAt(hub: RunningHub['hub'], request: string): Promise<void> {
  const [clip] = hub.matching.clipsOf(request)
  assert.ok(clip !== undefined, 'control: there is a clip to look at')
  await hub.originals.open(clip, signal)
}

async function record(folder: string, incidentAt: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const file = join(folder, `porch-${later(incidentAt, 60).slice(0, 19).replaceAll(/\D/g, '')}.mp4`)
  await copyFile(sampleVideo, file)
  await utimes(file, new Date(), new Date(Date.now() - 3_600_000))
}
