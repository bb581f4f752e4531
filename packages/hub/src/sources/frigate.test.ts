import { strict as assert } from 'node:assert'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'

import { ClipIndex } from '../clips/clip-index.ts'
import { openState } from '../state/database.ts'
import { FrigateSource } from './frigate.ts'
import type { FoundClip } from './source.ts'

const directory = mkdtempSync(join(tmpdir(), 'porchlight-frigate-'))
after(() => {
  rmSync(directory, { recursive: true })
})

const { signal } = new AbortController()
const noon = Date.parse('2026-11-29T12:00:00Z') / 1000
const window = { from: '2026-11-29T11:00:00Z', to: '2026-11-29T13:00:00Z' }

/** A Frigate that records without a pause since noon, and its segments end where they end. */
class Recording {
  seconds = 0
  readonly fetched: string[] = []

  readonly source = new FrigateSource({
    line: {
      ask: async ({ path }) => {
        const headers = { 'set-cookie': ['frigate_token=1'] }
        return await Promise.resolve({ status: 200, headers, text: JSON.stringify(this.#at(path)) })
      },
      fetch: async ({ path }) => {
        this.fetched.push(path)
        return await Promise.resolve(200)
      },
    },
    user: 'hub',
    password: 'only looks',
    directory,
    now: () => (noon + this.seconds) * 1000,
  })

  async look(): Promise<readonly FoundClip[]> {
    const clips: FoundClip[] = []
    for await (const clip of this.source.clips(null, signal)) clips.push(clip)
    return clips
  }

  #at(path: string): unknown {
    if (path === '/api/profile') return { role: 'viewer' }
    if (path === '/api/config') return { cameras: { porch: {} } }
    if (path.includes('/summary')) return [{ day: '2026-11-29', hours: [{ hour: '12' }] }]
    if (!path.includes('/recordings?')) return []
    return Array.from({ length: Math.floor(this.seconds / 10) }, (_, at) => {
      const start = noon + at * 10
      return { start_time: start, end_time: start + 10.02 }
    })
  }
}

function index(): ClipIndex {
  const database = openState(join(directory, 'hub.db'), 'k'.repeat(64))
  return new ClipIndex(database, { cameraOf: () => 'porch', readings: () => [] })
}

async function* each(clips: readonly FoundClip[]): AsyncGenerator<FoundClip> {
  await Promise.resolve()
  yield* clips
}

describe('a Frigate that records', () => {
  it('has one clip that grows under one name, and the next after it', async () => {
    const recording = new Recording()
    const looks = []
    for (const seconds of [180, 240, 600]) {
      recording.seconds = seconds
      looks.push(
        (await recording.look()).map(({ key, time }) => [key, Math.round(time.seconds ?? 0)]),
      )
    }
    const [first, second] = [`porch/${String(noon)}`, `porch/${String(noon + 290)}`]
    assert.deepEqual(looks.slice(0, 2), [[[first, 180]], [[first, 240]]])
    assert.deepEqual(looks[2]?.slice(0, 2), [
      [first, 290],
      [second, 290],
    ])
  })

  it('gives a clip as far as it was listed, whole segments of it', async () => {
    const recording = new Recording()
    recording.seconds = 60
    const [clip] = await recording.look()
    assert.ok(clip)
    recording.seconds = 120
    for (const key of [clip.key, `${clip.key}/${String(noon + 60.02)}`]) {
      await using opened = await recording.source.open({ ...clip, key }, signal)
      assert.equal(opened.time, clip.time)
    }
    const asked = `/api/porch/start/${String(noon)}.001000/end/${String(noon + 60)}.021000/clip.mp4`
    assert.deepEqual(recording.fetched, [asked, asked])
  })

  it('stays one clip in the index, also where an earlier hub named it by its end', async () => {
    const recording = new Recording()
    const clips = index()
    async function put(found: readonly FoundClip[]) {
      await clips.replace('s', each(found), () => undefined)
      return clips.overlapping(['porch'], [window]).map(({ id, key }) => [id, key])
    }
    recording.seconds = 180
    const now = await recording.look()
    await put(now.map((clip) => ({ ...clip, key: `${clip.key}/${String(noon + 180)}` })))
    const before = await put(now)
    assert.deepEqual(
      before.map(([, key]) => key),
      [`porch/${String(noon)}`],
    )
    recording.seconds = 240
    assert.deepEqual(await put(await recording.look()), before)
    assert.equal(Math.round(clips.get(before[0]?.[0] ?? '')?.time.seconds ?? 0), 240)
  })
})
