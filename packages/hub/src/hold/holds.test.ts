import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'

import { Fault, later } from '@porchlight/core'

import type { IndexedClip } from '../clips/clips.ts'
import { clipOf, newHome, now, request } from '../fixture.test.ts'
import type { Home } from '../fixture.test.ts'
import type { OpenedOriginal } from '../sources/source.ts'
import { Holds } from './holds.ts'
import { keepFile } from './keep-file.ts'

const never = new AbortController().signal
const [first, second, third] = ['1'.repeat(16), '2'.repeat(16), '3'.repeat(16)]

interface Recorder {
  readonly holds: Holds
  /** What the index has of its clips; taken out, they are forgotten. */
  readonly index: Map<string, IndexedClip>
  /** By clip: where its file is. */
  readonly files: Map<string, string>
  readonly held: () => Promise<readonly string[]>
  at: string
}

async function recorderIn(home: Home, opened?: () => Promise<void>): Promise<Recorder> {
  const { directory, state } = home
  const files = new Map<string, string>()
  const index = new Map<string, IndexedClip>()
  for (const clip of [first, second, third]) {
    const path = join(directory, `${clip}.mp4`)
    await writeFile(path, `film ${clip}`)
    files.set(clip, path)
    index.set(clip, clipOf(clip))
  }
  const held = join(directory, 'held')
  const recorder: Recorder = {
    at: now,
    files,
    index,
    held: async () => await readdir(held),
    holds: new Holds(state, {
      directory: held,
      random: (length) => randomBytes(length),
      now: () => recorder.at,
      clip: (id) => index.get(id) ?? recorder.holds.known(id),
      open: async (clip) => {
        await opened?.()
        const path = files.get(clip)
        if (path === undefined) throw new Fault('source/gone')
        return openedAt(path)
      },
    }),
  }
  return recorder
}

function openedAt(path: string): OpenedOriginal {
  const { time } = clipOf(first)
  return { path, fileName: 'film.mp4', time, [Symbol.asyncDispose]: async () => await noWork() }
}

async function noWork(): Promise<void> {
  await Promise.resolve()
}

describe('originals that are held', () => {
  it('are there, and known, after recorder and index have forgotten them', async () => {
    using home = await newHome()
    const { holds, index, files } = await recorderIn(home)
    assert.equal(await holds.hold(request.id, [first], never), true)
    await rm(files.get(first) ?? '')
    index.delete(first)
    assert.equal(await readFile(holds.pathOf(first) ?? '', 'utf8'), `film ${first}`)
    assert.deepEqual(holds.known(first), clipOf(first))
  })

  it('are all those that are still there', async () => {
    using home = await newHome()
    const { holds, files } = await recorderIn(home)
    files.delete(first)
    await rm(files.get(second) ?? '')
    assert.equal(await holds.hold(request.id, [first, second, third], never), false)
    assert.deepEqual(
      holds.of(request.id).map(({ clip }) => clip),
      [third],
    )
  })

  it('are held anew where one has grown since', async () => {
    using home = await newHome()
    const { holds, index, files, held } = await recorderIn(home)
    await holds.hold(request.id, [first], never)
    index.set(first, clipOf(first, 90))
    const longer = join(home.directory, 'longer.mp4')
    await writeFile(longer, 'a longer film')
    files.set(first, longer)
    assert.equal(holds.pathOf(first), null, 'what is kept is not all of it')
    await holds.hold(request.id, [first], never)
    assert.equal(await readFile(holds.pathOf(first) ?? '', 'utf8'), 'a longer film')
    assert.equal((await held()).length, 1)
  })

  it('are let go of whole, also while they are being held', async () => {
    using home = await newHome()
    const begun = Promise.withResolvers<void>()
    const go = Promise.withResolvers<void>()
    const { holds, held } = await recorderIn(home, async () => {
      begun.resolve()
      await go.promise
    })
    const holding = holds.hold(request.id, [first, second, third], never)
    await begun.promise
    const released = holds.release(request.id)
    go.resolve()
    await released
    assert.equal(await holding, false)
    assert.deepEqual([holds.all(), await held()], [[], []])
  })

  it('end by themselves, and nothing that nobody knows is left', async () => {
    using home = await newHome()
    const recorder = await recorderIn(home)
    const { holds, held } = recorder
    await holds.hold(request.id, [first], never)
    await writeFile(join(home.directory, 'held', '0123456789abcdef'), 'left behind')
    await holds.tidy()
    assert.equal((await held()).length, 1)
    recorder.at = later(now, 15 * 86_400)
    await holds.tidy()
    assert.deepEqual([holds.all(), await held()], [[], []])
  })
})

describe('keepFile()', () => {
  it('refuses what is gone, and what the disk has no room for, and leaves nothing', async (t) => {
    using home = await newHome()
    const target = join(home.directory, 'kept')
    await assert.rejects(keepFile(join(home.directory, 'none'), target), { code: 'source/gone' })
    const memory = '/dev/shm'
    if (!existsSync(memory)) {
      t.skip('no other disk to copy from')
      return
    }
    const place = await mkdtemp(join(memory, 'porchlight-'))
    try {
      const huge = join(place, 'huge')
      await writeFile(huge, '')
      // it has a size, and takes no room
      await truncate(huge, 2 ** 45)
      await assert.rejects(keepFile(huge, target), { code: 'disk/full' })
      await truncate(huge, 10)
      await keepFile(huge, target)
      assert.equal((await readFile(target)).length, 10)
    } finally {
      await rm(place, { recursive: true })
    }
    assert.deepEqual((await readdir(home.directory)).toSorted(), [
      'hub.db',
      'hub.db-journal',
      'kept',
    ])
  })
})
