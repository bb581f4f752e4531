import { strict as assert } from 'node:assert'
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

import { trueIntervals } from '@porchlight/owner'

import { RecorderLine } from './recorder-line.ts'
import type { FoundClip } from './source.ts'
import { filesLeft, greySeconds, openRealZoneMinder, realZone } from './zoneminder-real.test.ts'
import type { RealZoneMinder } from './zoneminder-real.test.ts'
import { ZoneMinderSource } from './zoneminder.ts'

const run = promisify(execFile)
const { signal } = new AbortController()

const isWanted = process.env['HUB_REAL'] === '1'
const skip = isWanted ? false : 'a real ZoneMinder runs with HUB_REAL=1 only'
if (!isWanted) process.stdout.write(`ZoneMinder: ${String(skip)}\n`)

describe('Debian’s ZoneMinder with an RTSP camera', { skip, timeout: 240_000 }, () => {
  const running = new AsyncDisposableStack()
  let recorder: RealZoneMinder
  let directory = ''

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'porchlight-fetched-'))
    recorder = running.use(await openRealZoneMinder())
  })
  after(async () => {
    await running.disposeAsync()
    await rm(directory, { recursive: true })
    assert.deepEqual(await filesLeft(), [])
  })

  function source(user = 'hub', zone = realZone): ZoneMinderSource {
    const line = new RecorderLine(recorder.url, { pinned: null, learned: () => undefined })
    const { password } = recorder
    const tools = { line, base: '/zm', user, password, directory, zone }
    return new ZoneMinderSource({ ...tools, now: Date.now })
  }

  it('lists the camera, and events once they have ended, at the times that their pictures show', async () => {
    const one = source()
    assert.deepEqual(await one.cameras(signal), [{ name: 'Porch' }])
    const clips = await untilSome(one, 4)
    for (const clip of clips) {
      assert.equal(clip.time.zone, realZone, 'its PHP names UTC')
      const [interval] = trueIntervals({ ...clip.time, slackSeconds: 0 }, [])
      assert.ok(interval)
      await using opened = await one.open(clip, signal)
      const seconds = await secondsIn(opened.path)
      assert.ok(
        apart(seconds[0], interval.from) <= clip.time.slackSeconds,
        `${clip.key} ${interval.from} ${String(seconds[0])}`,
      )
      const last = Date.parse(interval.from) / 1000 + (clip.time.seconds ?? 0)
      const end = new Date(last * 1000).toISOString()
      assert.ok(apart(seconds.at(-1), end) <= clip.time.slackSeconds, `${clip.key} at its end`)
    }
  })

  it('measures its clock, which is this machine’s', async () => {
    const reading = await source().readClock(signal)
    assert.ok(reading)
    assert.ok(Math.abs(reading.offsetSeconds) <= reading.errorSeconds)
  })

  it('finds no zone that fits, where neither its PHP nor the hub knows it', async () => {
    await untilSome(source(), 1)
    await assert.rejects(all(source('hub', 'Asia/Kolkata')), { code: 'other-zone' })
    await recorder.sql(`UPDATE zm.Config SET Value='${realZone}' WHERE Name='ZM_TIMEZONE'`)
    assert.equal((await all(source('hub', 'Asia/Kolkata')))[0]?.time.zone, realZone)
  })

  it('refuses who may change anything, a wrong password, and who may not use the API', async () => {
    for (const user of ['boss', 'deletes'])
      await assert.rejects(source(user).cameras(signal), { code: 'too-mighty' }, user)
    await assert.rejects(source('nobody').cameras(signal), { code: 'refused' })
    const one = source()
    assert.equal((await one.cameras(signal)).length, 1)
    await recorder.sql("UPDATE zm.Users SET APIEnabled=0 WHERE Username='hub'")
    await assert.rejects(source().cameras(signal), { code: 'no-api' })
    await assert.rejects(one.cameras(signal), { code: 'no-api' }, 'one that was signed in')
    await recorder.sql("UPDATE zm.Users SET APIEnabled=1 WHERE Username='hub'")
  })

  it('renews a token that was taken back, and gets its film', async () => {
    const one = source()
    const [clip] = await untilSome(one, 1)
    assert.ok(clip)
    // what was given out until now is good no more
    await sleep(1100)
    const now = String(Math.floor(Date.now() / 1000))
    await recorder.sql(`UPDATE zm.Users SET TokenMinExpiry=${now} WHERE Username='hub'`)
    await sleep(1100)
    await using opened = await one.open(clip, signal)
    assert.ok((await secondsIn(opened.path)).length > 0)
    assert.equal((await one.cameras(signal)).length, 1)
  })

  it('says that an event is gone', async () => {
    const one = source()
    const [clip] = await untilSome(one, 1)
    assert.ok(clip)
    await recorder.sql(`DELETE FROM zm.Events WHERE Id=${clip.key.split('/')[1] ?? ''}`)
    await assert.rejects(one.open(clip, signal), { code: 'gone' })
  })

  it('is not let in where nobody has to sign in', async () => {
    await recorder.sql("UPDATE zm.Config SET Value='0' WHERE Name='ZM_OPT_USE_AUTH'")
    await assert.rejects(source().cameras(signal), { code: 'too-mighty' })
  })
})

async function untilSome(one: ZoneMinderSource, count: number): Promise<readonly FoundClip[]> {
  const end = Date.now() + 120_000
  for (;;) {
    const clips = await all(one)
    if (clips.length >= count) return clips
    if (Date.now() > end) throw new Error('ZoneMinder recorded nothing')
    await sleep(1000)
  }
}

async function all(one: ZoneMinderSource): Promise<readonly FoundClip[]> {
  const clips: FoundClip[] = []
  for await (const clip of one.clips(null, signal)) clips.push(clip)
  return clips
}

/** The second that each picture tells, of those that its grey counts. */
async function secondsIn(path: string): Promise<readonly number[]> {
  const decoding = `-v error -ignore_editlist 1 -i ${path} -vf scale=2:2 -f rawvideo -pix_fmt yuv420p -`
  const { stdout } = await run('ffmpeg', decoding.split(' '), { encoding: 'buffer' })
  // four bytes of light and two of colour are one picture
  return Array.from({ length: stdout.length / 6 }, (_, at) =>
    Math.round(((stdout[at * 6] ?? 0) - 16) / 5),
  )
}

/** Between a picture and an instant, around the circle of seconds that greys count. */
function apart(second: number | undefined, instant: string): number {
  assert.ok(second !== undefined)
  const wanted = Math.floor(Date.parse(instant) / 1000) % greySeconds
  const away = Math.abs(second - wanted)
  return Math.min(away, greySeconds - away)
}
