import assert from 'node:assert/strict'
import fs from 'node:fs'
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it, type TestContext } from 'node:test'

import { openDirectoryStore } from './directory.ts'

const root = await mkdtemp(join(tmpdir(), 'porchlight-log-'))
after(async () => {
  await rm(root, { recursive: true })
})

async function emptyDirectory(): Promise<string> {
  return await mkdtemp(join(root, 'd'))
}

/** Node's fsync, and what is called in its place; until the test ends. */
function replaceFsync(
  t: TestContext,
  inPlace: (real: typeof fs.fsync, ...given: Parameters<typeof fs.fsync>) => void,
): void {
  const real = fs.fsync
  t.mock.method(fs, 'fsync', (...given: Parameters<typeof fs.fsync>) => {
    inPlace(real, ...given)
  })
  syncBuiltinESMExports()
  t.after(() => {
    t.mock.restoreAll()
    syncBuiltinESMExports()
  })
}

describe('openDirectoryStore()', () => {
  it('keeps each path as a plain file, for any web server to serve', async () => {
    const directory = await emptyDirectory()
    const store = openDirectoryStore(directory)
    await store.write('tile/0/x001/000.p/7', Uint8Array.of(1, 2), { immutable: true })
    assert.deepEqual(
      new Uint8Array(await readFile(join(directory, 'tile/0/x001/000.p/7'))),
      Uint8Array.of(1, 2),
    )
    assert.deepEqual(
      await openDirectoryStore(directory).read('tile/0/x001/000.p/7'),
      Uint8Array.of(1, 2),
    )
    assert.equal(await store.read('tile/0/x001/000'), null)
    assert.equal(await store.read('tile/0/x001/000.p/7/x'), null)
  })

  it('refuses other bytes at an immutable path, takes the same again, and replaces others', async () => {
    const store = openDirectoryStore(await emptyDirectory())
    await store.write('a', Uint8Array.of(1), { immutable: true })
    await store.write('a', Uint8Array.of(1), { immutable: true })
    await assert.rejects(store.write('a', Uint8Array.of(2), { immutable: true }), {
      code: 'immutable-differs',
    })
    await store.write('a', Uint8Array.of(3), { immutable: false })
    assert.deepEqual(await store.read('a'), Uint8Array.of(3))
  })

  it('refuses paths that leave it or are hidden', async () => {
    const store = openDirectoryStore(await emptyDirectory())
    for (const path of [
      '',
      '/a',
      'a/',
      '../a',
      'a/../b',
      'a//b',
      '.writing/w/0',
      'a\\b',
      'a\0',
      'A',
    ]) {
      await assert.rejects(store.read(path), { code: 'path-refused' }, path)
      await assert.rejects(store.discard(path), { code: 'path-refused' }, path)
      await assert.rejects(store.write(path, Uint8Array.of(1), { immutable: false }), {
        code: 'path-refused',
      })
    }
  })

  it('takes a discarded file away, and never one that was written there since', async () => {
    const directory = await emptyDirectory()
    const store = openDirectoryStore(directory)
    await store.discard('staging/absent')
    for (let i = 0; i < 20; i++) {
      await store.write('staging/a', Uint8Array.of(i), { immutable: false })
      await Promise.all([store.discard('staging/a'), store.discard('staging/a')])
      if (i % 2 === 0) assert.equal(await store.read('staging/a'), null)
    }
    await store.discard('staging/a')
    await store.write('staging/a', Uint8Array.of(99), { immutable: false })
    assert.deepEqual(await store.read('staging/a'), Uint8Array.of(99))
    assert.deepEqual(await readdir(join(directory, 'staging')), ['a'])
  })

  it('leaves no temporary file behind, and changes nothing when it only reads', async () => {
    const directory = await emptyDirectory()
    const store = openDirectoryStore(directory)
    await store.read('a')
    assert.deepEqual(await readdir(directory), [])
    await Promise.all(
      ['a', 'b/c', 'b/d'].map(async (path) => {
        await store.write(path, Uint8Array.of(1), { immutable: true })
      }),
    )
    const [own = ''] = await readdir(join(directory, '.writing'))
    assert.deepEqual(await readdir(join(directory, '.writing', own)), [])
  })

  it('leaves no temporary file behind where a write fails, and writes again', async () => {
    const directory = await emptyDirectory()
    const store = openDirectoryStore(directory)
    await store.write('a/b', Uint8Array.of(1), { immutable: false })
    await assert.rejects(store.write('a', Uint8Array.of(1), { immutable: false }), {
      code: /^(?:EISDIR|ENOTEMPTY|EEXIST)$/,
    })
    await store.write('a/b', Uint8Array.of(2), { immutable: false })
    assert.deepEqual(await store.read('a/b'), Uint8Array.of(2))
    const [own = ''] = await readdir(join(directory, '.writing'))
    assert.deepEqual(await readdir(join(directory, '.writing', own)), [])
  })

  it('sweeps what a program that died left half written, and nothing fresh', async () => {
    const directory = await emptyDirectory()
    await openDirectoryStore(directory).write('a', Uint8Array.of(1), { immutable: false })
    const [old = ''] = await readdir(join(directory, '.writing'))
    await writeFile(join(directory, '.writing', old, '5'), 'half')
    await openDirectoryStore(directory).write('a', Uint8Array.of(1), { immutable: false })
    assert.equal((await readdir(join(directory, '.writing'))).length, 2)
    await utimes(join(directory, '.writing', old), 1, 1)
    await openDirectoryStore(directory).write('a', Uint8Array.of(1), { immutable: false })
    const left = await readdir(join(directory, '.writing'))
    assert.equal(left.length, 2)
    assert.ok(!left.includes(old))
  })

  it('syncs each file, its directory, and the parent of a new directory', async (t) => {
    const directory = await emptyDirectory()
    const store = openDirectoryStore(directory)
    let calls = 0
    replaceFsync(t, (real, ...given) => {
      calls += 1
      real(...given)
    })
    const counts: number[] = []
    for (const path of ['a', 'b/c', 'b/d', 'b/e/f', 'a']) {
      calls = 0
      await store.write(path, Uint8Array.of(1), { immutable: true })
      counts.push(calls)
    }
    assert.deepEqual(counts, [2, 3, 2, 3, 2])
  })

  it('refuses every write after a failed fsync', async (t) => {
    const directory = await emptyDirectory()
    const store = openDirectoryStore(directory)
    await store.write('a', Uint8Array.of(1), { immutable: true })
    let broken = true
    replaceFsync(t, (real, descriptor, done) => {
      if (broken) done(Object.assign(new Error('EIO: i/o error, fsync'), { code: 'EIO' }))
      else real(descriptor, done)
    })
    await assert.rejects(store.write('b', Uint8Array.of(1), { immutable: true }), {
      code: 'store-failed',
    })
    broken = false
    await assert.rejects(store.write('c', Uint8Array.of(1), { immutable: true }), {
      code: 'store-failed',
    })
    assert.equal(await store.read('b'), null)
    assert.equal(await store.read('c'), null)
    const next = openDirectoryStore(directory)
    await next.write('c', Uint8Array.of(1), { immutable: true })
    assert.deepEqual(await next.read('c'), Uint8Array.of(1))
  })
})
