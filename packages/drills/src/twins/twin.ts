import { copyFile, mkdir, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { call, instantOf, later, millisOf } from '@porchlight/core'
import type { Line, RequestId } from '@porchlight/core'
import { openHub } from '@porchlight/e2e'
import type { RunningHub } from '@porchlight/hub'
import { hubApi } from '@porchlight/owner'

import { Orders } from './orders.ts'
import type { Report } from './orders.ts'

/** What a match makes a hub do is done by then, or goes on while nobody looks. */
const settleMillis = 20
/** Each second time, so that there are as many pauses with it as without. */
const looksEvery = 2
/** A film of pictures, for which a program is started, is looked at now and then. */
const filmEvery = 20

/** A hub with an owner, whose clock skips the pauses. */
class Twin {
  readonly #orders: Orders
  #skipped = 0
  #look = 0
  #once = false
  #hub: RunningHub | undefined

  constructor(orders: Orders) {
    this.#orders = orders
  }

  async start(): Promise<void> {
    const { directory, origin, incidentAt, video, life } = this.#orders
    const recordings = join(directory, 'recordings')
    await record(recordings, { video, incidentAt })
    const running = await openHub(join(directory, 'state'), {
      now: () => instantOf(this.#millis()),
      lineTo: (to) => this.#line(to),
      pause: async (millis, signal) => {
        await this.#pause(millis, signal)
      },
    })
    const { hub } = running
    const signal = AbortSignal.timeout(60_000)
    const source = { kind: 'folder', path: recordings, zone: 'UTC', learn: null } as const
    await hub.recorders.scan(await hub.recorders.add(source, signal), signal)
    const [camera] = hub.state.cameras.all()
    if (camera === undefined) throw new Error('The recordings have no camera')
    const looks = { heading: 0, fieldOfView: 90, reachMetres: 20, looksOnto: null }
    const place = life.fits ? ([-81.497, 41.402] as const) : ([-122.4, 37.77] as const)
    hub.state.cameras.put(camera.id, { ...camera, view: { ...looks, place: [...place] } })
    await hub.setInstance(origin, null, signal)
    this.#hub = running
    this.#report(false)
  }

  /** Runs on beside the skipped pauses. */
  #millis(): number {
    return Date.now() + this.#orders.ahead + this.#skipped
  }

  #line(origin: string): Line {
    return {
      origin,
      send: async (request) => {
        const { defect } = this.#orders.life
        if (defect !== 'header' || !this.#isNow() || this.#once) return await fetch(request)
        this.#once = true
        return await fetch(new Request(request, { headers: { accept: 'application/json;' } }))
      },
    }
  }

  /** In real time the owner acts, and the others are waited for; the rest is skipped. */
  async #pause(millis: number, signal: AbortSignal): Promise<void> {
    const began = performance.now()
    let acted = false
    if (this.#hub !== undefined) {
      await sleep(settleMillis, undefined, { signal })
      this.#look += 1
      acted = await this.#act(this.#hub)
      this.#report(acted)
    }
    await told(signal)
    const wanted = this.#defective(millis, acted)
    this.#skipped += Math.max(0, wanted - (performance.now() - began))
  }

  #report(acted: boolean): void {
    const hub = this.#hub?.hub
    const report: Report = {
      skipped: this.#skipped,
      acted,
      matches: hub?.matching.cards().length ?? 0,
      accepted: hub?.feeds.trouble === null,
    }
    process.send?.(report)
  }

  #defective(millis: number, acted: boolean): number {
    const { defect } = this.#orders.life
    if (defect === 'early' && this.#matches().length > 0) return millis * 0.8
    // the shortest pause is 270 seconds
    if (defect === 'restless' && acted) return 270_000 + (millis - 270_000) / 10
    return millis
  }

  #matches(): readonly RequestId[] {
    return this.#hub?.hub.matching.cards().map(({ request }) => request) ?? []
  }

  #isNow(): boolean {
    return this.#look === this.#orders.onceAfter
  }

  /** @returns whether the owner did anything */
  async #act(running: RunningHub): Promise<boolean> {
    const { does, defect } = this.#orders.life
    const line = { origin: running.address, send: fetch }
    const matches = this.#matches()
    if (defect === 'extra' && this.#isNow()) await this.#fetchPage()
    if (does === 'declines') {
      for (const request of matches) await call(line, hubApi.decline, { request })
      return matches.length > 0
    }
    if (does !== 'looks' || this.#look % looksEvery !== 0) return false
    await call(line, hubApi.view, {})
    for (const request of matches) await this.#lookAt(line, request)
    return matches.length > 0
  }

  async #lookAt(line: Line, request: RequestId): Promise<void> {
    const { clips } = await call(line, hubApi.match, { request })
    const [clip] = clips
    if (clip === undefined) throw new Error('There is nothing to look at')
    await call(line, hubApi.openClip, { clip: clip.id })
    if (this.#look % filmEvery !== 0) return
    const film = await fetch(new URL(`/api/hub/film/${clip.id}/4`, line.origin))
    if (!film.ok) throw new Error(`No film: ${String(film.status)}`)
    await film.arrayBuffer()
  }

  /** What a hub must never do. */
  async #fetchPage(): Promise<void> {
    const [request = ''] = this.#matches()
    const page = await fetch(new URL(`/requests/${request}`, this.#orders.origin))
    await page.arrayBuffer()
  }
}

/** Waits for the word to go on. */
async function told(signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  await new Promise<void>((resolve, reject) => {
    process.once('message', () => {
      resolve()
    })
    signal.addEventListener('abort', () => {
      reject(signal.reason)
    })
  })
}

interface Recording {
  readonly video: string
  readonly incidentAt: string
}

/** A minute of a porch, as motion names it. */
async function record(folder: string, { video, incidentAt }: Recording): Promise<void> {
  await mkdir(folder, { recursive: true })
  const shown = later(incidentAt, 60).slice(0, 19).replaceAll(/\D/g, '')
  const file = join(folder, `porch-${shown}.mp4`)
  await copyFile(video, file)
  await utimes(file, new Date(), new Date(millisOf(incidentAt)))
}

process.once('disconnect', () => process.exit())
await new Twin(Orders.parse(JSON.parse(process.argv[2] ?? ''))).start()
