import { strict as assert } from 'node:assert'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'

import Database from 'libsql'

import { FolderSource } from './folder.ts'
import { MotionLog } from './motion-log.ts'
import type { FoundClip } from './source.ts'

const directories: string[] = []
after(() => {
  for (const directory of directories) rmSync(directory, { recursive: true })
})

interface Place {
  readonly folder: string
  readonly scratch: string
  readonly database: Database.Database
  readonly file: string
}

const table =
  'CREATE TABLE security (camera INTEGER, filename TEXT, file_type INTEGER, time_stamp TEXT, frame INTEGER, motion_event INTEGER, movie_end TEXT)'

function place(sql = table): Place {
  const root = mkdtempSync(join(tmpdir(), 'porchlight-motion-log-'))
  directories.push(root)
  const [folder, scratch] = [join(root, 'recordings'), join(root, 'scratch')]
  mkdirSync(join(folder, 'porch'), { recursive: true })
  mkdirSync(scratch)
  const file = join(folder, 'motion.db')
  const database = new Database(file)
  database.exec(sql)
  return { folder, scratch, database, file }
}

function film(
  { database }: Place,
  row: { readonly path: string; readonly starts: string; readonly ends: string | null },
  type = 8,
): void {
  database
    .prepare(
      'INSERT INTO security (camera, filename, file_type, time_stamp, movie_end) VALUES (1, ?, ?, ?, ?)',
    )
    .run(row.path, type, row.starts, row.ends)
}

function recorded({ folder }: Place, key: string): void {
  writeFileSync(join(folder, key), 'no movie')
  utimesSync(join(folder, key), 1000, 1000)
}

async function clipsOf(one: Place, named: string | null = null): Promise<readonly FoundClip[]> {
  const log = new MotionLog({ folder: one.folder, named, scratch: one.scratch })
  const tools = { path: one.folder, zone: 'UTC', learned: null, log }
  const source = new FolderSource({ ...tools, now: () => Date.parse('2026-11-29T12:00:00Z') })
  const { signal } = new AbortController()
  await source.cameras(signal)
  const clips: FoundClip[] = []
  for await (const clip of source.clips(null, signal)) clips.push(clip)
  return clips
}

const [starts, ends] = ['2026-11-29 01:52:14', '2026-11-29 01:52:37']

describe('MotionLog', () => {
  it('tells how long a film is at most, and that motion saw something', async () => {
    const one = place()
    const key = 'porch/01-20261129015214.mkv'
    film(one, { path: `/var/lib/motion/${key}`, starts, ends })
    recorded(one, key)
    const [clip] = await clipsOf(one)
    assert.deepEqual(
      [clip?.key, clip?.camera, clip?.time.shown, clip?.time.seconds, clip?.labels],
      [key, 'porch', '2026-11-29T01:52:14', 23, ['motion']],
    )
    assert.deepEqual(readdirSync(one.scratch), [], 'the copy is gone')
  })

  it('tells when a film was taken whose name does not', async () => {
    const one = place()
    film(one, { path: '/elsewhere/porch/evening.mkv', starts, ends: null })
    recorded(one, 'porch/evening.mkv')
    const [clip] = await clipsOf(one)
    assert.deepEqual([clip?.time.shown, clip?.time.seconds], ['2026-11-29T01:52:14', null])
  })

  it('says nothing of a name that was given to another film, and calls a time lapse no motion', async () => {
    const one = place()
    film(one, { path: '/m/porch/01-20261129015214.mkv', starts: '2025-11-29 01:52:14', ends })
    film(one, { path: '/m/porch/02-20261129015214.mkv', starts, ends }, 32)
    recorded(one, 'porch/01-20261129015214.mkv')
    recorded(one, 'porch/02-20261129015214.mkv')
    const clips = await clipsOf(one)
    assert.deepEqual(
      clips.map(({ time, labels }) => [time.seconds, labels]),
      [
        [null, []],
        [23, []],
      ],
    )
  })

  it('never stops motion from writing, and reads what it wrote the next time', async () => {
    const one = place()
    film(one, { path: '/m/porch/a.mkv', starts, ends })
    const log = new MotionLog({ folder: one.folder, named: null, scratch: one.scratch })
    const before = readFileSync(one.file)
    // motion is writing: its journal lies beside the database, and the file is locked for everybody
    one.database.exec('BEGIN EXCLUSIVE')
    film(one, { path: '/m/porch/b.mkv', starts, ends })
    await log.refresh()
    assert.equal(log.of('porch/b.mkv'), null)
    one.database.exec('COMMIT')
    await log.refresh()
    assert.equal(log.of('porch/b.mkv')?.starts, '2026-11-29T01:52:14')
    assert.equal(log.count, 2)
    assert.notDeepEqual(readFileSync(one.file), before)
    const after = readFileSync(one.file)
    film(one, { path: '/m/porch/c.mkv', starts, ends })
    await Promise.all([log.refresh(), log.refresh()])
    assert.ok(readFileSync(one.file).length >= after.length)
  })

  it('looks where the owner says, and passes over what is no such database', async () => {
    const one = place('CREATE TABLE photos (name TEXT)')
    recorded(one, 'porch/evening.mkv')
    assert.deepEqual(await clipsOf(one), [])
    writeFileSync(join(one.folder, 'a.db'), 'no database at all, but long enough to be read as one')
    assert.deepEqual(await clipsOf(one), [])
    const other = place()
    film(other, { path: '/m/porch/evening.mkv', starts, ends })
    assert.equal((await clipsOf(one, other.file)).length, 1)
    assert.deepEqual(await clipsOf(one, join(one.folder, 'absent.db')), [])
  })
})
