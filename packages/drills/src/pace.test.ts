import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

import { later, millisOf } from '@porchlight/core'
import { openHub, openTown, openWorld, publishRequest } from '@porchlight/e2e'

import { home, planted } from './canary/planted.ts'
import { openCamera } from './canary/stand-ins.ts'

describe('a hub that has a match', { timeout: 60_000 }, () => {
  it('looks at the next feed in time, however long the recorder takes to give what is to be held', async () => {
    await using world = await openWorld({ feedMinutes: 0.02 })
    const { signed } = await publishRequest(await openTown(world))
    const startsAt = millisOf(later(signed.request.incidentAt, 60)) / 1000
    await using camera = await openCamera(null, startsAt)
    await using running = new AsyncDisposableStack()
    const directory = await mkdtemp(join(tmpdir(), 'porchlight-pace-'))
    running.defer(async () => {
      await rm(directory, { recursive: true })
    })
    let matches = 0
    let looks = 0
    const lookedOn = Promise.withResolvers<undefined>()
    const hub = await openHub(directory, {
      notify: (count) => {
        matches = count
      },
      pause: async (_millis, signal) => {
        if (matches > 0) looks += 1
        if (looks === 5) lookedOn.resolve(undefined)
        await sleep(50, undefined, { signal })
      },
    })
    running.defer(async () => {
      await hub.close()
    })
    const { recorders, state, holds } = hub.hub
    const signal = AbortSignal.timeout(30_000)
    const url = `http://${home.recorder}:${String(camera.port)}`
    const { recorderUser: user, recorderPassword: password } = planted
    await recorders.scan(
      await recorders.add({ kind: 'frigate', url, user, password }, signal),
      signal,
    )
    const [kept] = state.cameras.all()
    assert.ok(kept)
    const looksAt = { heading: 0, fieldOfView: 90, reachMetres: 20, looksOnto: null }
    state.cameras.put(kept.id, { ...kept, view: { ...looksAt, place: [-81.497, 41.402] } })
    await hub.hub.setInstance(world.origin, null, signal)
    await lookedOn.promise
    assert.equal(matches, 1)
    assert.deepEqual(holds.of(signed.request.id), [], 'control: the recorder has not given it')
  })
})
