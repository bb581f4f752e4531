import { strict as assert } from 'node:assert'
import { execFile, spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

import { trueIntervals } from '@porchlight/owner'
import Database from 'libsql'

import { FolderSource } from './folder.ts'
import { MotionLog } from './motion-log.ts'
import { ended, openRtspCamera } from './rtsp-camera.test.ts'
import type { Changes, FoundClip } from './source.ts'

const run = promisify(execFile)

function recorder(directory: string, url: string): string {
  return `
daemon off
setup_mode off
target_dir ${directory}/recordings
netcam_url ${url}
netcam_params rtsp_transport=tcp
width 640
height 360
framerate 15
emulate_motion on
movie_output on
movie_codec mp4
movie_passthrough on
movie_max_time 4
movie_filename porch/%v-%Y%m%d%H%M%S
picture_output off
database_type sqlite3
database_dbname ${directory}/recordings/motion.db
sql_log_movie on
sql_query INSERT INTO security(camera, filename, frame, file_type, time_stamp, motion_event, text_event) VALUES(%t, '%f', %q, %n, '%Y-%m-%d %T', %v, '%C')
sql_query_stop UPDATE security SET movie_end='%Y-%m-%d %T' WHERE filename='%f'
webcontrol_port 0
stream_port 0
`
}

describe('a folder of recordings that motion made of an RTSP camera', { timeout: 90_000 }, () => {
  it('has clips whose times are those of the recording, and tells the clock', async () => {
    await using place = await recorded()
    const { path, from, to } = place
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
    const log = new MotionLog({ folder: path, named: null, scratch: place.directory })
    const tools = { path, zone, learned: null, log }
    const { signal } = new AbortController()
    // as the hub looks half a minute later, when nothing is being written any more
    const later = new FolderSource({ ...tools, now: () => Date.now() + 60_000 })
    await later.cameras(signal)
    assert.ok((log.count ?? 0) >= 3, `motion wrote down ${String(log.count)} films`)
    const clips: FoundClip[] = []
    for await (const clip of later.clips(null, signal)) clips.push(clip)
    assert.ok(clips.length >= 3, `${String(clips.length)} clips`)
    for (const { camera: name, key, time, labels } of clips) {
      assert.equal(name, 'porch')
      const film = log.of(key)
      assert.ok(film, `${key} is in motion's database`)
      assert.equal(film.starts, time.shown, 'which tells the time of its name')
      assert.deepEqual(labels, ['motion'])
      const closed = Date.parse(`${film.closed ?? ''}Z`) - Date.parse(`${film.starts}Z`)
      // the stream begins at the key frame before; one a second
      assert.ok((time.seconds ?? 0) * 1000 <= closed + 2000, 'no film is longer than it was open')
      const [interval] = trueIntervals({ ...time, slackSeconds: 0 }, [])
      assert.ok(interval)
      const slack = time.slackSeconds * 1000
      assert.ok(Date.parse(interval.from) >= from - slack, 'not before the recording')
      assert.ok(Date.parse(interval.to) <= to + slack, 'not after it')
    }
    assert.ok(place.watched.size > 0, 'films are told of while the next is recorded')
    for (const [key, bytes] of place.watched)
      assert.equal(
        (await stat(join(path, key))).size,
        bytes,
        `${key} was whole when it was told of`,
      )
    const [first] = clips
    assert.ok(first)
    await using opened = await later.open(first)
    const { stdout } = await run('ffprobe', [
      '-v',
      'error',
      '-show_entries',
      'format=duration',
      '-of',
      'csv=p=0',
      opened.path,
    ])
    assert.ok(Math.abs(Number(stdout) - (first.time.seconds ?? 0)) < 1)
    // the newest counts as being written, the three before it are whole
    const written = await newestChange(path)
    const soon = new FolderSource({ ...tools, now: () => written + 29_000 })
    const reading = await soon.readClock(signal)
    assert.ok(reading, 'the recorder has just written')
    assert.ok(Math.abs(reading.offsetSeconds) <= reading.errorSeconds, JSON.stringify(reading))
  })
})

interface Recorded extends AsyncDisposable {
  readonly directory: string
  /** What was told of while motion recorded: the bytes of each film. */
  readonly watched: ReadonlyMap<string, number | null>
  readonly path: string
  /** Milliseconds since 1970. */
  readonly from: number
  readonly to: number
}

async function recorded(): Promise<Recorded> {
  const directory = await mkdtemp(join(tmpdir(), 'porchlight-motion-'))
  const path = join(directory, 'recordings')
  await mkdir(path)
  const database = new Database(join(path, 'motion.db'))
  // of motion's documentation, with the text of its example
  database.exec(
    'CREATE TABLE security (camera INTEGER NOT NULL, filename TEXT NOT NULL, file_type INTEGER NOT NULL, time_stamp TEXT NOT NULL, frame INTEGER, motion_event INTEGER, text_event TEXT, movie_end TEXT)',
  )
  database.close()
  const film = `-v error -f lavfi -i testsrc2=size=640x360:rate=15 -t 60 -c:v libx264 -preset ultrafast -g 15 -pix_fmt yuv420p ${join(directory, 'camera.ts')}`
  await run('ffmpeg', film.split(' '))
  await using camera = await openRtspCamera(directory, { file: 'camera.ts' })
  await writeFile(join(directory, 'motion.conf'), recorder(directory, camera.url))
  const from = Date.now()
  const motion = spawn('motion', ['-c', 'motion.conf'], { cwd: directory, stdio: 'ignore' })
  const watched = await watching(path)
  // three that are old enough to be whole, one that has just ended, and one that has just begun
  await untilThere(path, 5)
  await ended(motion)
  watched.stop()
  return {
    directory,
    watched: watched.told,
    path,
    from,
    to: Date.now(),
    [Symbol.asyncDispose]: async () => {
      await rm(directory, { recursive: true, force: true })
    },
  }
}

async function watching(path: string) {
  const told = new Map<string, number | null>()
  const stop = new AbortController()
  const tools = { path, zone: 'UTC', learned: null, log: null }
  const source = new FolderSource({ ...tools, now: Date.now })
  const { promise, resolve } = Promise.withResolvers<undefined>()
  const hears = {
    ready: () => {
      resolve(undefined)
    },
    changed: ({ found }: Changes) => {
      for (const { key, bytes } of found) told.set(key, bytes)
    },
  }
  source.watch(hears, stop.signal).catch((error: unknown) => {
    if (!stop.signal.aborted) throw error
  })
  await promise
  return {
    told,
    stop: () => {
      stop.abort()
    },
  }
}

async function newestChange(path: string): Promise<number> {
  const names = await readdir(join(path, 'porch'))
  const times = names.map(async (name) => (await stat(join(path, 'porch', name))).mtimeMs)
  return Math.max(...(await Promise.all(times)))
}

async function untilThere(path: string, count: number): Promise<void> {
  const end = Date.now() + 60_000
  while (Date.now() < end) {
    const names = await readdir(path, { recursive: true })
    if (names.filter((name) => name.endsWith('.mp4')).length >= count) return
    await sleep(200)
  }
  throw new Error('motion recorded nothing')
}
