import { strict as assert } from 'node:assert'
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'

import { FrigateSource } from './frigate.ts'
import { firstStart, openStandIn } from './frigate-stand-in.interop.test.ts'
import type { StandIn } from './frigate-stand-in.interop.test.ts'
import { RecorderLine } from './recorder-line.ts'
import type { FoundClip } from './source.ts'

const run = promisify(execFile)
const { signal } = new AbortController()

describe('FrigateSource', () => {
  const running = new AsyncDisposableStack()
  let recorder: StandIn
  let directory = ''

  before(async () => {
    recorder = running.use(await openStandIn())
    directory = await mkdtemp(join(tmpdir(), 'porchlight-fetched-'))
  })
  after(async () => {
    await running.disposeAsync()
    await rm(directory, { recursive: true })
  })

  function source(
    changes: { readonly password?: string; readonly pinned?: string | null } = {},
    learned: (sha256: string) => void = () => undefined,
  ): FrigateSource {
    const { password = 'only looks', pinned = null } = changes
    const line = new RecorderLine(recorder.origin, { pinned, learned })
    return new FrigateSource({ line, user: 'hub', password, directory, now: Date.now })
  }

  it('lists cameras, and joins what was recorded without a gap', async () => {
    const one = source()
    assert.deepEqual(await one.cameras(signal), [{ name: 'porch' }, { name: 'yard' }])
    const clips = await all(one)
    assert.deepEqual(
      clips.map(({ camera, time }) => [camera, time.shown, time.zone, time.seconds]),
      [
        ['porch', '2026-11-24T10:00:00', 'UTC', 40],
        ['yard', '2026-11-24T10:00:00', 'UTC', 10],
        ['yard', '2026-11-24T10:00:20', 'UTC', 20],
      ],
    )
    assert.deepEqual(
      clips.map(({ labels, plates }) => [labels, plates]),
      [
        [['car'], ['ABC123']],
        [[], []],
        [[], []],
      ],
    )
    assert.equal(new Set(clips.map(({ key }) => key)).size, 3, 'keys of two cameras differ')
  })

  it('fetches whole segments: the first picture is that of the listed time (pitfall 1)', async () => {
    const one = source()
    const [, , clip] = await all(one)
    assert.ok(clip)
    await using opened = await one.open(clip, signal)
    const seconds = await secondsIn(opened.path)
    assert.equal(seconds[0], 20, 'it begins where its first segment begins')
    assert.equal(seconds.length, 200, 'all of two segments, nothing of another')
    const { mode } = await stat(opened.path)
    assert.equal(mode & 0o777, 0o600)
    // control: asked for by the second, Frigate gives what was before
    const line = new RecorderLine(recorder.origin, { pinned: null, learned: () => undefined })
    const login = await line.ask(
      {
        path: '/api/login',
        body: { type: 'application/json', text: '{"user":"hub","password":"only looks"}' },
      },
      signal,
    )
    const cookie = String(login.headers['set-cookie']?.[0]?.split(';')[0])
    const asked = `/api/porch/start/${String(firstStart + 3)}/end/${String(firstStart + 15)}/clip.mp4`
    const target = join(directory, 'control.mp4')
    assert.equal(await line.fetch({ path: asked, headers: { cookie } }, target, signal), 200)
    assert.ok((await secondsIn(target))[0] !== 3, 'the stand-in joins as Frigate does')
  })

  it('fetches a clip that has grown as far as it was listed', async () => {
    const one = source()
    const [clip] = await all(one)
    assert.ok(clip)
    await using opened = await one.open({ ...clip, time: { ...clip.time, seconds: 20 } }, signal)
    const seconds = await secondsIn(opened.path)
    assert.deepEqual([seconds[0], seconds.at(-1), seconds.length], [0, 19, 200])
    await using whole = await one.open(clip, signal)
    assert.equal((await secondsIn(whole.path)).length, 400, 'control: all that there is')
  })

  it('always says from when to when (pitfall 2)', async () => {
    await all(source())
    const lists = recorder.asked.filter((path) => /\/(?:recordings|review|events)\?/.test(path))
    assert.ok(lists.length > 0)
    for (const path of lists) assert.match(path, /after=\d+&before=\d+/)
  })

  it('reads times of reviews as numbers and as text (pitfall 3)', async () => {
    const numbers = await all(source())
    recorder.textTimes = true
    assert.deepEqual(await all(source()), numbers)
    recorder.textTimes = false
  })

  it('has nothing of its own in what it opens: the title that Frigate writes stays in the original (pitfall 4)', async () => {
    const one = source()
    const [clip] = await all(one)
    assert.ok(clip)
    let fetched = ''
    {
      await using opened = await one.open(clip, signal)
      fetched = opened.path
      const { stdout } = await run('ffprobe', ['-v', 'error', '-show_format', opened.path])
      assert.match(stdout, /Frigate Recording for porch/, 'control: it is there')
    }
    await assert.rejects(stat(fetched), 'what was fetched is gone when it is closed')
    assert.deepEqual(
      (await readdir(directory)).filter((name) => name.startsWith('fetched-')),
      [],
    )
  })

  it('signs in again where its session is over, for lists and films (pitfall 5)', async () => {
    const one = source()
    const [clip] = await all(one)
    assert.ok(clip)
    recorder.forget()
    assert.equal((await one.cameras(signal)).length, 2)
    recorder.forget()
    await using opened = await one.open(clip, signal)
    assert.equal((await secondsIn(opened.path))[0], 0)
  })

  it('asks of an hour that is over once', async () => {
    const one = source()
    await all(one)
    const before = recorder.asked.length
    await all(one)
    const again = recorder.asked.slice(before)
    assert.ok(again.length > 0)
    // the hour of the recordings may be less than three hours ago
    const settled = Date.now() / 1000 > firstStart + 4 * 3600
    if (settled) assert.ok(!again.some((path) => path.includes('/recordings?')), again.join(' '))
  })

  it('refuses a wrong password, an administrator, and a recorder that is another', async () => {
    await assert.rejects(source({ password: 'wrong' }).cameras(signal), { code: 'refused' })
    recorder.role = 'admin'
    await assert.rejects(source().cameras(signal), { code: 'too-mighty' })
    recorder.role = 'viewer'
    let pinned = ''
    await source({}, (sha256) => {
      pinned = sha256
    }).cameras(signal)
    assert.match(pinned, /^[0-9a-f]{64}$/)
    assert.equal((await source({ pinned }).cameras(signal)).length, 2)
    await recorder.newCertificate()
    await assert.rejects(source({ pinned }).cameras(signal), { code: 'certificate' })
  })

  it('measures the clock by the answers’ date', async () => {
    const reading = await source().readClock(signal)
    assert.equal(reading?.method, 'http-date')
    assert.ok(Math.abs(reading.offsetSeconds) <= reading.errorSeconds + 0.5)
  })

  it('says that a recording is gone', async () => {
    const one = source()
    const [clip] = await all(one)
    assert.ok(clip)
    recorder.expire()
    await assert.rejects(one.open(clip, signal), { code: 'gone' })
  })

  it('says that nobody answers', { timeout: 20_000 }, async () => {
    const line = new RecorderLine('https://127.0.0.1:9', { pinned: null, learned: () => undefined })
    const one = new FrigateSource({ line, user: 'a', password: 'b', directory, now: Date.now })
    await assert.rejects(one.cameras(signal), { code: 'unreachable' })
  })
})

/** The second that each picture tells, by its grey. */
async function secondsIn(path: string): Promise<readonly number[]> {
  const decoding = `-v error -ignore_editlist 1 -i ${path} -vf scale=1:1 -f rawvideo -pix_fmt gray -`
  const { stdout } = await run('ffmpeg', decoding.split(' '), { encoding: 'buffer' })
  // video keeps light in 219 steps, a picture of grey in 255
  return Array.from(stdout, (grey) => Math.round((grey * 219) / 255 / 5))
}

async function all(one: FrigateSource): Promise<readonly FoundClip[]> {
  const clips: FoundClip[] = []
  for await (const clip of one.clips(null, signal)) clips.push(clip)
  return clips
}
