import { strict as assert } from 'node:assert'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'

import type { ClockReading } from '@porchlight/owner'

import type { FoundClip } from '../sources/source.ts'
import { openState } from '../state/database.ts'
import { ClipIndex } from './clip-index.ts'

const directory = mkdtempSync(join(tmpdir(), 'porchlight-clips-'))
after(() => {
  rmSync(directory, { recursive: true })
})

let made = 0
function index(
  readings: readonly ClockReading[] | ((camera: string) => readonly ClockReading[]) = [],
): ClipIndex {
  made += 1
  const database = openState(join(directory, `${String(made)}.db`), 'k'.repeat(64))
  return new ClipIndex(database, {
    cameraOf: (source, name) => `${source}/${name}`,
    readings: (camera) => (typeof readings === 'function' ? readings(camera) : readings),
  })
}

function clip(shown: string, changes: Partial<FoundClip> = {}): FoundClip {
  return {
    camera: 'porch',
    key: shown,
    time: { shown, zone: 'UTC', stamps: 'start', seconds: 60, slackSeconds: 0 },
    bytes: 1000,
    labels: [],
    plates: [],
    ...changes,
  }
}

async function* each(clips: readonly FoundClip[]): AsyncGenerator<FoundClip> {
  await Promise.resolve()
  yield* clips
}

async function put(clips: ClipIndex, found: readonly FoundClip[]): Promise<void> {
  await clips.replace('s', each(found), () => undefined)
}

const window = { from: '2026-11-23T12:00:00Z', to: '2026-11-23T13:00:00Z' }
const exact: ClockReading = {
  displayed: window.from,
  true: window.from,
  offsetSeconds: 0,
  errorSeconds: 0,
  method: 'onvif',
  checkedAt: window.from,
}

function keys(clips: ClipIndex, windows = [window]): readonly string[] {
  return clips.overlapping(['s/porch'], windows).map(({ key }) => key)
}

describe('ClipIndex', () => {
  it('finds what overlaps a window, the earliest first, each once', async () => {
    const clips = index([exact])
    const times = ['11:58:00', '11:59:30', '12:30:00', '12:59:30', '13:05:00']
    await put(
      clips,
      times.toReversed().map((time) => clip(`2026-11-23T${time}`)),
    )
    const inside = times.slice(1, 4).map((time) => `2026-11-23T${time}`)
    assert.deepEqual(keys(clips), inside)
    assert.deepEqual(keys(clips, [window, window]), inside)
    assert.deepEqual(clips.overlapping(['s/garden'], [window]), [])
  })

  it('looks wider by the error of a clock that was never checked, and says so', async () => {
    const clips = index()
    await put(clips, [clip('2026-11-23T13:04:00'), clip('2026-11-23T13:06:00')])
    const found = clips.overlapping(['s/porch'], [window])
    assert.deepEqual(
      found.map(({ key, measured }) => [key, measured]),
      [['2026-11-23T13:04:00', false]],
    )
  })

  it('finds a long clip by any part of it', async () => {
    const clips = index([exact])
    const time = { ...clip('2026-11-23T02:00:00').time, seconds: 40_000 }
    await put(clips, [clip('2026-11-23T02:00:00', { time })])
    assert.equal(keys(clips).length, 1)
  })

  it('finds a clip of the doubled hour in both', async () => {
    const clips = index([{ ...exact, checkedAt: '2026-11-01T06:00:00Z' }])
    const time = { ...clip('').time, shown: '2026-11-01T01:30:00', zone: 'America/New_York' }
    await put(clips, [clip('folded', { time })])
    for (const hour of ['05', '06']) {
      const at = { from: `2026-11-01T${hour}:29:00Z`, to: `2026-11-01T${hour}:32:00Z` }
      const [found] = clips.overlapping(['s/porch'], [at])
      assert.equal(found?.from, `2026-11-01T${hour}:30:00Z`)
    }
    assert.equal(clips.countOf('s/porch').clips, 1)
  })

  it('keeps what is there still, takes up what is new, and forgets what is gone', async () => {
    const clips = index([exact])
    await put(clips, [clip('2026-11-23T12:00:00'), clip('2026-11-23T12:10:00')])
    const [first] = clips.overlapping(['s/porch'], [window])
    await put(clips, [
      clip('2026-11-23T12:00:00', { labels: ['car'] }),
      clip('2026-11-23T12:20:00'),
    ])
    assert.deepEqual(keys(clips), ['2026-11-23T12:00:00', '2026-11-23T12:20:00'])
    const again = clips.get(first?.id ?? '')
    assert.deepEqual(again?.labels, ['car'])
    assert.deepEqual(clips.countOf('s/porch'), { clips: 2, newest: '2026-11-23T12:21:00Z' })
    clips.forget('s')
    assert.deepEqual(keys(clips), [])
    assert.equal(clips.get(first?.id ?? ''), null)
  })

  it('takes in what was told of, and leaves the rest as it is', async () => {
    const clips = index([exact])
    await put(clips, [clip('2026-11-23T12:00:00'), clip('2026-11-23T12:10:00')])
    clips.merge('s', {
      found: [clip('2026-11-23T12:20:00'), clip('2026-11-23T12:00:00', { labels: ['car'] })],
      gone: [clip('2026-11-23T12:10:00'), clip('2026-11-23T12:50:00')],
    })
    assert.deepEqual(keys(clips), ['2026-11-23T12:00:00', '2026-11-23T12:20:00'])
    assert.deepEqual(clips.overlapping(['s/porch'], [window])[0]?.labels, ['car'])
    assert.equal(clips.countOf('s/porch').clips, 2)
  })

  it('has other times once the clock was read', async () => {
    const readings: ClockReading[] = []
    const clips = index(readings)
    await put(clips, [clip('2026-11-23T14:00:00')])
    assert.deepEqual(keys(clips), [])
    readings.push({ ...exact, offsetSeconds: 3600 })
    clips.retime('s')
    const [found] = clips.overlapping(['s/porch'], [window])
    assert.deepEqual([found?.from, found?.offsetSeconds], ['2026-11-23T13:00:00Z', 3600])
  })

  it('goes by a clock that is read while it is looked at, for all that it finds', async () => {
    let readings: readonly ClockReading[] = []
    const clips = index(() => readings)
    const start = Date.parse('2026-11-23T12:00:00Z')
    async function* meanwhile(): AsyncGenerator<FoundClip> {
      for (let at = 0; at < 1200; at += 1) {
        yield clip(new Date(start + at * 60_000).toISOString().slice(0, 19))
        if (at !== 700) continue
        await Promise.resolve()
        readings = [{ ...exact, offsetSeconds: 3600 }]
        clips.retime('s')
      }
    }
    await clips.replace('s', meanwhile(), () => undefined)
    const all = clips.overlapping(['s/porch'], [{ from: window.from, to: '2026-11-30T00:00:00Z' }])
    const early = clips.overlapping(['s/porch'], [{ ...window, from: '2026-11-23T10:00:00Z' }])
    assert.equal(new Set([...all, ...early].map(({ id }) => id)).size, 1200)
    assert.ok([...all, ...early].every(({ offsetSeconds }) => offsetSeconds === 3600))
  })

  it('refuses what is found of a source that was forgotten meanwhile, and keeps nothing of it', async () => {
    const forgotten = new Set<string>()
    made += 1
    const clips = new ClipIndex(openState(join(directory, `${String(made)}.db`), 'k'.repeat(64)), {
      cameraOf: (source, name) => {
        if (forgotten.has(source)) throw new Error('There is no such source')
        return `${source}/${name}`
      },
      readings: () => [exact],
    })
    async function* meanwhile(): AsyncGenerator<FoundClip> {
      for (let at = 0; at < 1200; at += 1) {
        yield clip('2026-11-23T12:00:00', { key: String(at) })
        if (at !== 700) continue
        await Promise.resolve()
        forgotten.add('s')
        clips.forget('s')
      }
    }
    await assert.rejects(
      clips.replace('s', meanwhile(), () => undefined),
      /no such source/,
    )
    assert.deepEqual(keys(clips), [])
    assert.deepEqual(clips.countOf('s/porch'), { clips: 0, newest: null })
  })

  it('goes by the clock of each camera', async () => {
    const fast = { ...exact, offsetSeconds: 3600 }
    const clips = index((camera) => (camera === 's/yard' ? [fast] : [exact]))
    await put(clips, [
      clip('2026-11-23T12:30:00'),
      clip('2026-11-23T13:30:00', { camera: 'yard', key: 'yard' }),
    ])
    const cameras = ['s/porch', 's/yard']
    function read() {
      return clips.overlapping(cameras, [window]).map(({ key, from }) => [key, from])
    }
    assert.deepEqual(read(), [
      ['2026-11-23T12:30:00', '2026-11-23T12:30:00Z'],
      ['yard', '2026-11-23T12:30:00Z'],
    ])
    clips.retime('s')
    assert.equal(read().length, 2)
  })

  it('leaves out what shows a day that no calendar has, and takes the rest', async () => {
    const clips = index([exact])
    await put(clips, [clip('2026-02-31T12:00:00'), clip('2026-11-23T12:00:00')])
    assert.deepEqual(clips.countOf('s/porch').clips, 1)
    assert.deepEqual(keys(clips), ['2026-11-23T12:00:00'])
  })

  it('tells in which parts of a window nothing was taken', async () => {
    const clips = index([exact])
    assert.deepEqual(clips.gaps(['s/porch'], [window]), [{ camera: 's/porch', ...window }])
    const time = { ...clip('').time, shown: '2026-11-23T12:10:00', seconds: 600 }
    await put(clips, [clip('a', { time }), clip('2026-11-23T12:20:05')])
    assert.deepEqual(
      clips
        .gaps(['s/porch'], [window])
        .map(({ from, to }) => [from.slice(11, 19), to.slice(11, 19)]),
      [
        ['12:00:00', '12:10:00'],
        ['12:21:05', '13:00:00'],
      ],
    )
  })
})
