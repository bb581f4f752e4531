import { strict as assert } from 'node:assert'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'

import { instantOf } from '@porchlight/core'
import { NewSource, trueIntervals } from '@porchlight/owner'
import { probe } from '@porchlight/owner/node'

import { sourceOpener } from '../parts.ts'
import { RecorderLine } from './recorder-line.ts'
import type { FoundClip } from './source.ts'
import { localText, openStandIn } from './zoneminder-stand-in.interop.test.ts'
import type { StandIn, StandInEvent } from './zoneminder-stand-in.interop.test.ts'
import { ZoneMinderSource } from './zoneminder.ts'

const { signal } = new AbortController()
const zone = 'America/New_York'
const minute = 60_000

describe('ZoneMinderSource', () => {
  const running = new AsyncDisposableStack()
  let recorder: StandIn
  let directory = ''
  let usual: StandIn['behaviour']

  before(async () => {
    recorder = running.use(await openStandIn())
    directory = await mkdtemp(join(tmpdir(), 'porchlight-fetched-'))
    usual = { ...recorder.behaviour }
  })
  beforeEach(() => {
    const now = Date.now()
    Object.assign(recorder.behaviour, usual, {
      events: [
        event(1, now - 30 * minute, now - 20 * minute),
        event(2, now - 20 * minute, now - 10 * minute),
        event(3, now - 10 * minute, null),
      ],
    })
  })
  after(async () => {
    await running.disposeAsync()
    await rm(directory, { recursive: true })
  })

  function source(
    changes: { readonly password?: string; readonly own?: string } = {},
  ): ZoneMinderSource {
    const { password = 'only looks & waits', own = zone } = changes
    const line = new RecorderLine(recorder.url, { pinned: null, learned: () => undefined })
    const tools = { line, base: '/zm', user: 'hub', password, directory, zone: own }
    return new ZoneMinderSource({ ...tools, now: Date.now })
  }

  it('lists events below the path that the owner gave, with why they were recorded', async () => {
    const one = source()
    const [first] = recorder.behaviour.events
    assert.ok(first)
    const seen = { cause: 'Motion', notes: '[a] detected:person:97%,car:65% Motion: All' }
    recorder.behaviour.events[0] = { ...first, ...seen }
    assert.deepEqual(await one.cameras(signal), [{ name: 'Porch' }])
    const [clip] = await all(one)
    assert.deepEqual(
      [clip?.camera, clip?.time.shown, clip?.time.zone, clip?.time.seconds, clip?.labels],
      [
        'Porch',
        localText(first.start, zone).replace(' ', 'T'),
        zone,
        600,
        ['motion', 'person', 'car'],
      ],
    )
    assert.ok(recorder.asked.every((path) => path.startsWith('/zm/')))
  })

  it('is opened by the address that an owner copies out of a browser', async () => {
    const { url } = recorder
    const signIn = { user: 'hub', password: 'only looks & waits' }
    const given = { kind: 'zoneminder', url: `${url}/index.php?view=console`, ...signIn }
    const kept = { id: 'a'.repeat(16), source: NewSource.parse(given), certificate: null }
    const zips = { pathOf: (zip: string) => zip }
    const open = sourceOpener({ now: () => instantOf(Date.now()), directory, zips })
    const one = open({ ...kept, readings: [] }, () => undefined)
    assert.deepEqual(await one.cameras(signal), [{ name: 'Porch' }])
    const clips = []
    for await (const clip of one.clips(null, signal)) clips.push(clip)
    assert.equal(clips.length, 2)
    const reading = await one.readClock(signal)
    assert.ok(reading)
    assert.ok(Math.abs(reading.offsetSeconds) <= reading.errorSeconds)
  })

  it('leaves out what is still being recorded, until it has ended', async () => {
    const one = source()
    assert.deepEqual(ids(await all(one)), ['1', '2'])
    const last = recorder.behaviour.events[2]
    assert.ok(last)
    last.end = Date.now()
    assert.deepEqual(ids(await all(one)), ['1', '2', '3'])
  })

  it('reads a local time in the zone that the recorder names', async () => {
    recorder.behaviour.phpZone = 'Europe/Madrid'
    recorder.behaviour.databaseZone = 'Europe/Madrid'
    assert.equal((await all(source()))[0]?.time.zone, 'Europe/Madrid')
  })

  it('believes no zone in which its times cannot be: PHP says UTC where nobody has set it', async () => {
    recorder.behaviour.phpZone = 'UTC'
    const [clip] = await all(source())
    assert.ok(clip)
    assert.equal(clip.time.zone, zone)
    const [interval] = trueIntervals(clip.time, [])
    const start = recorder.behaviour.events[0]?.start ?? 0
    assert.ok(Math.abs(Date.parse(interval?.from ?? '') - start) < 1000)
    for (const databaseZone of ['Europe/Madrid', 'Asia/Kolkata', 'America/Los_Angeles']) {
      recorder.behaviour.databaseZone = databaseZone
      await assert.rejects(all(source()), { code: 'other-zone' }, databaseZone)
      assert.equal((await all(source({ own: databaseZone })))[0]?.time.zone, databaseZone)
    }
  })

  it('finds the zone by an event of long ago too', async () => {
    const old = Date.now() - 40 * 24 * 60 * minute
    recorder.behaviour.events = [event(1, old, old + minute)]
    recorder.behaviour.phpZone = 'UTC'
    assert.equal((await all(source()))[0]?.time.zone, zone)
  })

  it('reads page after page, and asks for none that there is not', async () => {
    const noon = Date.parse(`${localText(Date.now(), zone).slice(0, 10)}T17:00:00Z`)
    const day = noon - 3 * 24 * 60 * minute
    recorder.behaviour.events = Array.from({ length: 200 }, (_, at) =>
      event(at + 1, day + at * 1000, day + at * 1000 + 900),
    )
    const before = recorder.asked.length
    assert.equal((await all(source())).length, 200)
    const pages = recorder.asked.slice(before).filter((path) => path.includes('page='))
    assert.deepEqual(
      pages.map((path) => /page=(\d+)/.exec(path)?.[1]),
      ['1', '2'],
    )
  })

  it('bears that events are deleted between two pages', async () => {
    const day =
      Date.parse(`${localText(Date.now(), zone).slice(0, 10)}T17:00:00Z`) - 48 * 60 * minute
    recorder.behaviour.events = Array.from({ length: 150 }, (_, at) =>
      event(at + 1, day + at * 1000, day + at * 1000 + 900),
    )
    const real = new RecorderLine(recorder.url, { pinned: null, learned: () => undefined })
    const line: Pick<RecorderLine, 'ask' | 'fetch'> = {
      ask: async (question, stop) => {
        const answer = await real.ask(question, stop)
        if (question.path.includes('page=1')) recorder.behaviour.events.splice(0, 100)
        return answer
      },
      fetch: async (question, target, stop) => await real.fetch(question, target, stop),
    }
    const tools = {
      line,
      base: '/zm',
      user: 'hub',
      password: 'only looks & waits',
      directory,
      zone,
    }
    assert.equal((await all(new ZoneMinderSource({ ...tools, now: Date.now }))).length, 100)
  })

  it('asks by whole days, and of a day that is over once', async () => {
    const now = Date.now()
    const old = now - 3 * 24 * 60 * minute
    recorder.behaviour.events = [
      event(1, old, old + minute),
      event(2, now - 10 * minute, now - 5 * minute),
    ]
    const one = source()
    let before = recorder.asked.length
    await all(one, { from: old, to: old + minute })
    const first = recorder.asked.slice(before)
    // control: what a request asks for, to the second, is caught
    const wanted = localText(old, zone)
    assert.ok(tellsMore(`/zm/api/events/index/StartTime >=:${wanted}.json`))
    assert.deepEqual(first.filter(tellsMore), [])
    assert.ok(first.some((path) => path.includes(`StartTime >=:${wanted.slice(0, 10)} 00:00:00`)))
    before = recorder.asked.length
    await all(one)
    await all(one)
    const again = recorder.asked.slice(before)
    assert.ok(again.some((path) => path.includes('StartTime >=')))
    assert.ok(!again.some((path) => path.includes(`StartTime >=:${wanted.slice(0, 10)}`)))
  })

  it('opens the whole event, which may run longer than is listed', async () => {
    const one = source()
    const [first] = recorder.behaviour.events
    assert.ok(first)
    recorder.behaviour.events = [{ ...first, end: first.start + 9_800 }]
    const [clip] = await all(one)
    assert.ok(clip)
    let fetched = ''
    {
      await using opened = await one.open(clip, signal)
      fetched = opened.path
      const { media, reveals } = await probe(opened.path, signal)
      assert.ok((media.seconds ?? 0) > (clip.time.seconds ?? 0))
      assert.ok((media.seconds ?? 0) < (clip.time.seconds ?? 0) + clip.time.slackSeconds)
      assert.ok(reveals.some(({ value }) => value === 'Zoneminder Security Recording'))
      assert.equal((await stat(opened.path)).mode & 0o777, 0o600)
    }
    await assert.rejects(stat(fetched), 'what was fetched is gone when it is closed')
  })

  it('renews its token, and signs in anew where that is over too; for films as well', async () => {
    const one = source()
    const [clip] = await all(one)
    assert.ok(clip)
    for (const what of ['access', 'all'] as const) {
      recorder.expire(what)
      assert.equal((await one.cameras(signal)).length, 1, what)
      // its screens say it with a page, and 200
      recorder.expire(what)
      await using opened = await one.open(clip, signal)
      assert.equal((await probe(opened.path, signal)).container, 'mov', what)
    }
  })

  it('refuses a wrong password, and says where only the API is not allowed', async () => {
    await assert.rejects(source({ password: 'wrong' }).cameras(signal), { code: 'refused' })
    recorder.behaviour.apiEnabled = false
    await assert.rejects(source().cameras(signal), { code: 'no-api' })
  })

  it('refuses a user who may change anything', async () => {
    for (const right of ['Events', 'Monitors', 'System']) {
      recorder.behaviour.mayEdit = [right]
      await assert.rejects(source().cameras(signal), { code: 'too-mighty' }, right)
    }
    recorder.behaviour.mayEdit = []
    assert.equal((await source().cameras(signal)).length, 1)
    recorder.behaviour.signsIn = false
    await assert.rejects(source().cameras(signal), { code: 'too-mighty' }, 'nobody signs in')
  })

  it('takes the first-run page, which is shown to those who may change the system, for no film', async () => {
    const one = source()
    const [clip] = await all(one)
    assert.ok(clip)
    recorder.behaviour.firstRun = true
    await assert.rejects(source().cameras(signal), { code: 'too-mighty' })
    await assert.rejects(one.open(clip, signal), { code: 'too-mighty' })
    assert.deepEqual(await readdir(directory), [])
  })

  it('says that an event is gone, of which it promises a film that never comes', async () => {
    const one = source()
    const [clip] = await all(one)
    assert.ok(clip)
    recorder.behaviour.events = []
    await assert.rejects(one.open(clip, signal), { code: 'gone' })
    assert.deepEqual(await readdir(directory), [])
    assert.deepEqual(await all(one), [])
  })

  it('reads numbers that come as text', async () => {
    const numbers = await all(source())
    recorder.behaviour.numbersAsText = true
    assert.deepEqual(await all(source()), numbers)
  })

  it('tells cameras of one name apart, and takes a web page for none', async () => {
    recorder.behaviour.monitors = [
      { id: 1, name: 'Porch', type: 'Ffmpeg' },
      { id: 4, name: 'Porch', type: 'Local' },
      { id: 5, name: 'Weather', type: 'WebSite' },
    ]
    assert.deepEqual(await source().cameras(signal), [{ name: 'Porch (1)' }, { name: 'Porch (4)' }])
  })

  it('measures the clock by the answers’ date', async () => {
    const reading = await source().readClock(signal)
    assert.equal(reading?.method, 'http-date')
    assert.ok(Math.abs(reading.offsetSeconds) <= reading.errorSeconds)
  })

  it('says that something else answers', async () => {
    const line = new RecorderLine(recorder.url, { pinned: null, learned: () => undefined })
    const tools = { line, base: '/elsewhere', user: 'a', password: 'b', directory, zone }
    const one = new ZoneMinderSource({ ...tools, now: Date.now })
    await assert.rejects(one.cameras(signal), { code: 'not-one' })
  })
})

function event(id: number, start: number, end: number | null): StandInEvent {
  const whole = Math.floor(start / 1000) * 1000
  const ends = end === null ? null : Math.floor(end / 1000) * 1000
  return { id, monitor: 1, start: whole, end: ends, cause: 'Continuous', notes: '' }
}

/** A time of day that is not midnight. */
function tellsMore(path: string): boolean {
  return /\d\d:\d\d:\d\d/.test(path.replaceAll(' 00:00:00', ''))
}

function ids(clips: readonly FoundClip[]): readonly (string | undefined)[] {
  return clips.map(({ key }) => key.split('/')[1])
}

async function all(
  one: ZoneMinderSource,
  interval: { readonly from: number; readonly to: number } | null = null,
): Promise<readonly FoundClip[]> {
  const clips: FoundClip[] = []
  for await (const clip of one.clips(interval, signal)) clips.push(clip)
  return clips
}
