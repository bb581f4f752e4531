import { strict as assert } from 'node:assert'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, describe, it } from 'node:test'

import { learn } from '../names/learn.ts'
import { FolderSource } from './folder.ts'
import type { FoundClip } from './source.ts'

const directories: string[] = []
after(() => {
  for (const directory of directories) rmSync(directory, { recursive: true })
})

const now = Date.parse('2026-11-24T12:00:00Z')

/** A movie header and nothing else: so many seconds, by a scale of 1000. */
function movie(seconds: number): Buffer {
  const header = Buffer.alloc(108)
  header.writeUInt32BE(108, 0)
  header.write('mvhd', 4, 'latin1')
  header.writeUInt32BE(1000, 20)
  header.writeUInt32BE(seconds * 1000, 24)
  const moov = Buffer.alloc(8)
  moov.writeUInt32BE(116, 0)
  moov.write('moov', 4, 'latin1')
  const type = Buffer.from('000000106674797069736f6d00000000', 'hex')
  return Buffer.concat([type, moov, header, Buffer.alloc(300)])
}

/** Each file with the time of its last change. */
function folder(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'porchlight-folder-'))
  directories.push(root)
  for (const [path, changed] of Object.entries(files)) {
    const file = join(root, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, movie(20))
    utimesSync(file, new Date(changed), new Date(changed))
  }
  return root
}

function source(path: string): FolderSource {
  return new FolderSource({ path, zone: 'UTC', learned: null, log: null, now: () => now })
}

const { signal } = new AbortController()

async function all(one: FolderSource): Promise<readonly FoundClip[]> {
  const clips: FoundClip[] = []
  for await (const clip of one.clips(null, signal)) clips.push(clip)
  return clips
}

describe('FolderSource', () => {
  it('finds cameras and clips by their names, and their length by the movie header', async () => {
    const one = source(
      folder({
        'porch/01-20261124100000.mp4': '2026-11-24T10:00:20Z',
        'garden/01-20261124100000.mp4': '2026-11-24T10:00:20Z',
        'porch/snapshot.jpg': '2026-11-24T10:00:20Z',
        'porch/intro.mp4': '2026-11-24T10:00:20Z',
      }),
    )
    assert.deepEqual(await one.cameras(signal), [{ name: 'garden' }, { name: 'porch' }])
    const clips = await all(one)
    assert.deepEqual(
      clips.map(({ key, time }) => [key, time.shown, time.seconds]),
      [
        ['garden/01-20261124100000.mp4', '2026-11-24T10:00:00', 20],
        ['porch/01-20261124100000.mp4', '2026-11-24T10:00:00', 20],
      ],
    )
    assert.deepEqual(one.unknown, { count: 1, example: 'porch/intro.mp4' })
  })

  it('leaves alone what is still being written: its header comes last', async () => {
    const name = '01-20261124115950.mp4'
    const root = folder({ [name]: '2026-11-24T11:59:50Z' })
    assert.equal((await all(source(root))).length, 1, 'closed ten seconds ago')
    writeFileSync(join(root, name), movie(20).subarray(0, 20))
    for (const [changed, count] of [
      ['2026-11-24T11:59:50Z', 0],
      ['2026-11-24T11:59:20Z', 1],
    ] as const) {
      utimesSync(join(root, name), new Date(changed), new Date(changed))
      assert.equal((await all(source(root))).length, count, changed)
    }
    const soon = { '01-20261124115900.mp4': '2026-11-24T11:59:59Z' }
    assert.deepEqual(await all(source(folder(soon))), [], 'changed a second ago')
  })

  it('takes a number that counts files for no camera, once there are too many', async () => {
    const names = Array.from({ length: 70 }, (_, at) => {
      const number = String(at + 10).padStart(5, '0')
      return `${number} cam${String((at % 2) + 1)} 24.11.2026 10h${String(at % 60).padStart(2, '0')}m00.mp4`
    })
    const learned = learn(names[30] ?? '', '2026-11-24T10:30:00')
    assert.ok(learned)
    const files = Object.fromEntries(names.map((name) => [name, '2026-11-24T11:00:00Z']))
    const path = folder(files)
    const one = new FolderSource({ path, zone: 'UTC', learned, log: null, now: () => now })
    assert.deepEqual(await one.cameras(signal), [{ name: 'cam1' }, { name: 'cam2' }])
    assert.deepEqual(
      new Set((await all(one)).map(({ camera }) => camera)),
      new Set(['cam1', 'cam2']),
    )
  })

  it('follows no link out of the folder', async () => {
    const outside = folder({ '01-20261124100000.mp4': '2026-11-24T10:00:20Z' })
    const root = folder({ '01-20261124110000.mp4': '2026-11-24T11:00:20Z' })
    symlinkSync(outside, join(root, 'linked'))
    symlinkSync(join(outside, '01-20261124100000.mp4'), join(root, '01-20261124100000.mp4'))
    assert.deepEqual(
      (await all(source(root))).map(({ key }) => key),
      ['01-20261124110000.mp4'],
    )
  })

  it('opens the file itself, and nothing outside', async () => {
    const root = folder({ 'porch/01-20261124100000.mp4': '2026-11-24T10:00:20Z' })
    const one = source(root)
    const [clip] = await all(one)
    assert.ok(clip)
    const opened = await one.open(clip)
    assert.equal(opened.path, join(root, 'porch', '01-20261124100000.mp4'))
    for (const key of ['../etc/passwd', 'porch/gone.mp4', 'porch'])
      await assert.rejects(one.open({ ...clip, key }), { code: 'gone' })
  })

  it('says that a folder is not there', async () => {
    await assert.rejects(source('/nowhere/at/all').cameras(signal), { code: 'no-folder' })
  })

  it('reads the clock of a recorder that writes here, by when its files ended', async () => {
    const root = folder({
      '20261124_100100_NF.mp4': '2026-11-24T10:00:20Z',
      '20261124_100200_NF.mp4': '2026-11-24T10:01:20Z',
      '20261124_100300_NF.mp4': '2026-11-24T10:02:21Z',
      '20261124_115930_NF.mp4': '2026-11-24T11:59:58Z',
    })
    const reading = await source(root).readClock(signal)
    assert.deepEqual([reading?.offsetSeconds, reading?.method], [60, 'host-clock'])
    assert.ok((reading?.errorSeconds ?? 0) >= 5)
  })

  it('says nothing of the clock by films of motion that were held open after their end, only by those that go on', async () => {
    const apart = {
      '01-20261124100100.mp4': '2026-11-24T10:02:20Z',
      '02-20261124100300.mp4': '2026-11-24T10:04:20Z',
      '03-20261124100500.mp4': '2026-11-24T10:06:20Z',
      '04-20261124115930.mp4': '2026-11-24T11:59:58Z',
    }
    assert.equal(await source(folder(apart)).readClock(signal), null)
    const split = {
      '01-20261124100100.mp4': '2026-11-24T10:00:21Z',
      '01-20261124100120.mp4': '2026-11-24T10:00:41Z',
      '01-20261124100140.mp4': '2026-11-24T10:01:01Z',
      '01-20261124100200.mp4': '2026-11-24T10:01:21Z',
      '04-20261124115930.mp4': '2026-11-24T11:59:58Z',
    }
    assert.equal((await source(folder(split)).readClock(signal))?.offsetSeconds, 59)
  })

  it('says nothing of the clock where the recorder stamped the changes itself, on a card', async () => {
    const root = folder({
      '20261117_211000_NF.mp4': '2026-11-17T21:10:20Z',
      '20261117_211100_NF.mp4': '2026-11-17T21:11:20Z',
      '20261117_211200_NF.mp4': '2026-11-17T21:12:20Z',
    })
    assert.equal(await source(root).readClock(signal), null)
  })

  it('opens no link that has taken the place of a file or of its folder', async () => {
    const outside = folder({ 'porch/01-20261124100000.mp4': '2026-11-24T10:00:20Z' })
    const root = folder({ 'porch/01-20261124100000.mp4': '2026-11-24T10:00:20Z' })
    const one = source(root)
    const [clip] = await all(one)
    assert.ok(clip)
    rmSync(join(root, 'porch'), { recursive: true })
    symlinkSync(join(outside, 'porch'), join(root, 'porch'))
    await assert.rejects(one.open(clip), { code: 'gone' })
    rmSync(join(root, 'porch'))
    mkdirSync(join(root, 'porch'))
    symlinkSync(join(outside, clip.key), join(root, clip.key))
    await assert.rejects(one.open(clip), { code: 'gone' })
  })

  it('ends within a folder, however many recordings are in it', async () => {
    const names = ['01-20261124100100.mp4', '01-20261124100200.mp4', '01-20261124100300.mp4']
    const root = folder(Object.fromEntries(names.map((name) => [name, '2026-11-24T10:30:00Z'])))
    const stop = new AbortController()
    const seen: string[] = []
    await assert.rejects(
      async () => {
        for await (const { key } of source(root).clips(null, stop.signal)) {
          seen.push(key)
          stop.abort()
        }
      },
      { name: 'AbortError' },
    )
    assert.deepEqual(seen, names.slice(0, 1))
  })

  it('says nothing of the clock where files were copied here', async () => {
    const copied = '2026-11-24T10:30:00Z'
    const names = ['01-20261124100100.mp4', '01-20261124100200.mp4', '01-20261124100300.mp4']
    const root = folder(Object.fromEntries(names.map((name) => [name, copied])))
    assert.equal(await source(root).readClock(signal), null)
  })
})
