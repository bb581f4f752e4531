import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'

import { run } from './fixture.test.ts'

describe('runProgram()', () => {
  it('helps, and that is no failure', async () => {
    const { status, said } = await run(['--help'])
    assert.equal(status, 0)
    const names = ['seal', 'verify', 'open', 'witness', 'mirror', 'monitor', 'serve', 'demo']
    for (const name of names) assert.match(said, RegExp(name))
    for (const name of names) {
      const help = await run([name, '--help'])
      assert.equal(help.status, 0)
      assert.match(help.said, RegExp(`^Usage: porchlight ${name}`))
    }
  })

  it('ends with 2 for what it does not understand', async () => {
    for (const args of [
      [],
      ['dance'],
      ['seal', 'r0123456789ab'],
      ['seal', 'r0123456789ab', 'a.mp4'],
      ['seal', 'r0123456789ab', 'a.mp4', '--to', 'http://x', '--cut', 'soon'],
      ['serve', '--data', 'x', '--origin', 'http://x', '--port', '99999'],
      ['verify', 'receipt'],
      ['verify', 'log', 'http://x', '--bogus'],
      ['map', 'build'],
      ['hub', 'status', '--bogus'],
      ['hub', 'add', 'folder'],
    ])
      assert.equal((await run(args)).status, 2, args.join(' '))
  })

  it('ends with 1 and a sentence for what it refuses', async () => {
    const seal = ['seal', 'r0123456789ab', 'a.mp4', '--to']
    assert.deepEqual(await run([...seal, 'http://localhost:1']), {
      status: 1,
      said: '',
      noted:
        'porchlight: Nobody can be asked here.\n  Look with --dry-run first, then send with --yes.',
    })
    const unreachable = await run([...seal, 'http://localhost:1', '--dry-run'])
    assert.equal(unreachable.status, 1)
    assert.match(unreachable.noted, /The server cannot be reached/)
    const nowhere = await run([...seal, 'porchlight', '--dry-run'])
    assert.match(nowhere.noted, /Not an address: porchlight\n {2}For example: https/)
    const bare = await run(['mirror', 'localhost:8123', '/nowhere/mirror'])
    assert.match(bare.noted, /Write http:\/\/ or https:\/\/ before it: http:\/\/localhost:8123/)
    const mirror = await run(['mirror', 'porchlight', '/nowhere/mirror'])
    assert.deepEqual([mirror.status, mirror.said], [1, ''])
    assert.match(mirror.noted, /Not an address: porchlight/)
  })

  it('ends with 2 where verify could not look', async () => {
    const noFile = await run(['verify', 'receipt', '/nowhere/receipt.tlog-proof'])
    assert.equal(noFile.status, 2)
    assert.match(noFile.noted, /There is no such file: \/nowhere/)
  })

  it('says of a log that cannot be reached that it could not look', async () => {
    const log = await run(['verify', 'log', 'http://localhost:1'])
    assert.deepEqual([log.status, log.said], [2, ''])
    assert.match(log.noted, /The server cannot be reached/)
    const copy = await run(['verify', 'log', '/nowhere'])
    assert.equal(copy.status, 2)
    assert.match(copy.noted, /give the key with --log/)
    const claim = await run(['verify', 'claim', '/nowhere', '--recipient', 'age'])
    assert.deepEqual([claim.status, claim.said], [2, ''])
    assert.match(claim.noted, /Not a key: age/)
  })

  it('says that a file is no receipt, and ends with 1', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'porchlight-test-'))
    const path = join(directory, 'receipt')
    await writeFile(path, 'hello')
    const { status, said } = await run(['verify', 'receipt', path, '--json'])
    await rm(directory, { recursive: true })
    assert.equal(status, 1)
    assert.match(said, /^{\n  "verified": false,/)
  })

  it('ends with 130 when the person stopped it', async () => {
    const args = ['seal', 'r0123456789ab', 'a.mp4', '--to', 'http://localhost:1', '--dry-run']
    assert.equal((await run(args, { signal: AbortSignal.abort() })).status, 130)
  })
})
