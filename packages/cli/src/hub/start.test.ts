import { strict as assert } from 'node:assert'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'

import { run } from '../fixture.test.ts'
import type { Run } from '../fixture.test.ts'
import type { Tools } from '../tools.ts'
import { forgetKey } from './state-key.ts'

interface Started {
  readonly address: string
  readonly ended: Promise<Run>
  readonly stop: () => Promise<Run>
}

/** Starts a hub at a port that is free, and waits until it says where it is. */
async function started(args: readonly string[], changes: Partial<Tools> = {}): Promise<Started> {
  const stop = new AbortController()
  const listens = Promise.withResolvers<string>()
  const ended = run(['hub', '--port', '0', ...args], {
    signal: stop.signal,
    ...changes,
    said: (text) => {
      const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(text) ?? []
      if (address !== undefined) listens.resolve(address)
    },
  })
  const failed = ended.then(({ noted }) => {
    throw new Error(noted)
  })
  const address = await Promise.race([listens.promise, failed])
  failed.catch(() => undefined)
  return {
    address,
    ended,
    stop: async () => {
      stop.abort()
      return await ended
    },
  }
}

describe('porchlight hub with a password', { timeout: 60_000 }, () => {
  let directory = ''
  let hub: Started
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'porchlight-cli-start-'))
    await writeFile(join(directory, 'pw.txt'), 'four words of it\n')
    await writeFile(join(directory, 'wrong.txt'), 'four other words\n')
    await writeFile(join(directory, 'short.txt'), 'short\n')
    const state = ['--state', join(directory, 'state')]
    hub = await started([...state, '--password-file', join(directory, 'pw.txt')])
  })
  after(async () => {
    await hub.stop()
    await rm(directory, { recursive: true })
  })

  async function asks(args: readonly string[], file: string | null): Promise<Run> {
    const password = file === null ? [] : ['--password-file', join(directory, file)]
    return await run(['hub', ...args, '--hub', hub.address, ...password], { send: fetch })
  }

  it('is asked by whoever gives it, at whatever depth the command is', async () => {
    for (const args of [['status'], ['filters', 'show']]) {
      const { status, noted } = await asks(args, 'pw.txt')
      assert.deepEqual([status, noted], [0, ''])
    }
  })

  it('says how to give it', async () => {
    const { status, noted } = await asks(['status'], null)
    assert.equal(status, 1)
    assert.match(noted, /This hub has a password\.\n {2}Give it with --password-file FILE/)
    assert.doesNotMatch(noted, /code/)
  })

  it('says that it is wrong, that its file is not there, or that it can be none', async () => {
    assert.match((await asks(['status'], 'wrong.txt')).noted, /not the password of this hub/)
    const missing = await asks(['status'], 'missing.txt')
    assert.equal(missing.status, 1)
    assert.match(missing.noted, /There is no such file: .*missing\.txt/)
    assert.match((await asks(['status'], 'short.txt')).noted, /5 characters.*\n.* 8 to 200/)
  })

  it('is not started with one that is too short, or not there, and makes no key then', async () => {
    const state = join(directory, 'other')
    for (const [file, said] of [
      ['short.txt', /5 characters.*\n.* 8 to 200/],
      ['missing.txt', /There is no such file: .*missing\.txt/],
    ] as const) {
      const args = ['hub', '--state', state, '--password-file', join(directory, file)]
      const { status, noted } = await run(args)
      assert.equal(status, 1)
      assert.match(noted, said)
    }
    assert.ok(!(await readdir(directory)).includes('other.key'))
  })

  it('takes no option that is for starting a hub where another one is asked', async () => {
    const given = ['--password-file', join(directory, 'pw.txt')]
    for (const args of [
      ['hub', ...given, 'status'],
      ['hub', '--state', directory, 'wipe', '--yes'],
      ['hub', 'status', '--port', '8124'],
      ['hub', 'wipe', '--yes', '--state', directory],
    ])
      assert.equal((await run(args, { send: fetch })).status, 2, args.join(' '))
  })
})

describe('porchlight hub', { timeout: 60_000 }, () => {
  let directory = ''
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'porchlight-cli-start-'))
    await writeFile(join(directory, 'pw.txt'), 'four words of it\n')
  })
  after(async () => {
    await rm(directory, { recursive: true })
  })

  it('says under which addresses a phone reaches it', async () => {
    const rest = { netmask: '', mac: '', internal: false, cidr: null, family: 'IPv4' } as const
    const args = ['--host', '0.0.0.0', '--password-file', join(directory, 'pw.txt')]
    const state = ['--state', join(directory, 'for-all')]
    const hub = await started([...state, ...args], {
      networks: () => ({ eth0: [{ ...rest, address: '192.168.1.20' }] }),
    })
    const { port } = new URL(hub.address)
    const { said } = await hub.stop()
    assert.match(said, RegExp(`From your phone at home:\n {2}http://192\\.168\\.1\\.20:${port}$`))
    const alone = await started([...state, ...args])
    assert.match((await alone.stop()).noted, /No home network was found/)
  })

  it('says that it was wiped and has ended, and leaves nothing that it made', async () => {
    const hub = await started(['--state', join(directory, 'wiped')])
    assert.ok((await readdir(directory)).includes('wiped.key'))
    assert.equal(
      (await run(['hub', 'wipe', '--yes', '--hub', hub.address], { send: fetch })).status,
      0,
    )
    const { status, said } = await hub.ended
    assert.equal(status, 0)
    assert.match(said, /Everything that the hub kept is deleted, and it has ended\./)
    const left = (await readdir(directory)).filter((name) => name.startsWith('wiped'))
    assert.deepEqual(left, [])
  })

  it('leaves a key file that it was given', async () => {
    const key = join(directory, 'mine.key')
    const hub = await started(['--state', join(directory, 'mine'), '--key-file', key])
    await run(['hub', 'wipe', '--yes', '--hub', hub.address], { send: fetch })
    const { noted } = await hub.ended
    assert.match(noted, /The key file that you gave it stays too: .*mine\.key/)
    const left = (await readdir(directory)).filter((name) => name.startsWith('mine'))
    assert.deepEqual(left, ['mine.key'])
  })

  it('deletes the salt of a passphrase, and no key that lies there', async () => {
    const state = join(directory, 'salted')
    for (const ending of ['key', 'salt']) await writeFile(`${state}.${ending}`, '')
    assert.equal(await forgetKey({ state, passphrase: true }), null)
    const left = (await readdir(directory)).filter((name) => name.startsWith('salted'))
    assert.deepEqual(left, ['salted.key'])
  })

  it('keeps everything when it is only stopped', async () => {
    const hub = await started(['--state', join(directory, 'stopped')])
    const { said } = await hub.stop()
    assert.doesNotMatch(said, /deleted/)
    const left = (await readdir(directory)).filter((name) => name.startsWith('stopped'))
    assert.deepEqual(left, ['stopped', 'stopped.key'])
  })
})
