import { strict as assert } from 'node:assert'
import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

import { FolderWatch, shares } from './folder-watch.ts'

const directories: string[] = []
after(() => {
  for (const directory of directories) rmSync(directory, { recursive: true, force: true })
})

const quietMillis = 200
/** Of a machine that does other things too. */
const patienceMillis = 10_000

interface Watching extends Disposable {
  readonly root: string
  readonly told: string[]
  readonly lost: () => number
  readonly ended: Promise<unknown>
}

async function watching(folders: readonly string[], maxFolders = 50): Promise<Watching> {
  const root = mkdtempSync(join(tmpdir(), 'porchlight-watch-'))
  directories.push(root)
  for (const folder of folders) mkdirSync(join(root, folder), { recursive: true })
  const told: string[] = []
  let lost = 0
  const stop = new AbortController()
  const ready = Promise.withResolvers<undefined>()
  const watch = new FolderWatch({
    root,
    maxDepth: 4,
    maxFolders,
    quietMillis,
    ready: () => {
      ready.resolve(undefined)
    },
    quiet: async (paths) => {
      told.push(...paths)
      await Promise.resolve()
    },
    lost: () => {
      lost += 1
    },
  })
  const ended = watch.run(stop.signal).catch((error: unknown) => error)
  await Promise.race([ready.promise, ended])
  return {
    root,
    told,
    lost: () => lost,
    ended,
    [Symbol.dispose]: () => {
      stop.abort()
    },
  }
}

async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + patienceMillis
  while (!holds()) {
    assert.ok(Date.now() < end, 'it did not come')
    await sleep(20)
  }
}

describe('FolderWatch', () => {
  it('tells of a recording once it is quiet, once, and of nothing else', async () => {
    using one = await watching(['porch/today'])
    const file = join(one.root, 'porch/today/a.mp4')
    writeFileSync(join(one.root, 'porch/today/a.jpg'), 'x')
    writeFileSync(join(one.root, 'porch/today/.a.mp4'), 'x')
    for (let at = 0; at < 8; at++) {
      appendFileSync(file, 'x')
      await sleep(quietMillis / 4)
      assert.deepEqual(one.told, [], 'not while it is written')
    }
    await until(() => one.told.length > 0)
    await sleep(3 * quietMillis)
    assert.deepEqual(one.told, ['porch/today/a.mp4'])
  })

  it('tells of recordings in folders that come later, and of those that go', async () => {
    using one = await watching(['porch'])
    mkdirSync(join(one.root, 'porch/tomorrow/10'), { recursive: true })
    writeFileSync(join(one.root, 'porch/tomorrow/10/b.mp4'), 'x')
    await until(() => one.told.includes('porch/tomorrow/10/b.mp4'))
    one.told.length = 0
    rmSync(join(one.root, 'porch/tomorrow/10/b.mp4'))
    await until(() => one.told.includes('porch/tomorrow/10/b.mp4'))
  })

  it('says that all is to be looked at when a folder has gone, and goes on with one that comes again', async () => {
    using one = await watching(['porch/today'])
    renameSync(join(one.root, 'porch'), join(one.root, '.gone'))
    await until(() => one.lost() > 0)
    mkdirSync(join(one.root, 'porch'))
    await sleep(100)
    writeFileSync(join(one.root, 'porch/c.mp4'), 'x')
    await until(() => one.told.includes('porch/c.mp4'))
  })

  it('says why it cannot', async () => {
    using many = await watching(['a', 'b', 'c'], 3)
    assert.equal(await many.ended, 'limit')
    using gone = await watching(['a'])
    rmSync(gone.root, { recursive: true })
    assert.equal(await gone.ended, 'gone')
    // numbers of linux/magic.h
    for (const type of [0x69_69, 0xfe_53_4d_42, 0x65_73_55_46]) assert.ok(shares.has(type))
    for (const type of [0xef_53, 0x91_23_68_3e, 0x79_4c_76_30]) assert.ok(!shares.has(type))
  })
})
