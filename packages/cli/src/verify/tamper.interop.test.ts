import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'

import { api, call } from '@porchlight/core'
import { bundlePath, decodeBundle, encodeBundle } from '@porchlight/log'

import { portNear } from '../demo/port.ts'
import { demoPassphrase } from '../demo/story.ts'
import { run } from '../fixture.test.ts'
import type { Run } from '../fixture.test.ts'
import { cookieLine } from '../signed-in.ts'

async function send(request: Request): Promise<Response> {
  return await fetch(request)
}

/** The detective opens what arrived, so that the story has its custody too. */
async function openAnswers(origin: string, out: string): Promise<void> {
  const line = cookieLine({ origin, send }, null)
  const { members } = await call(line, api.demoMembers, {})
  const member = members.find(({ role }) => role === 'agency')?.id ?? ''
  await call(line, api.demoSignIn, { member })
  const { code } = await call(line, api.connectCode, {})
  const environment = { PORCHLIGHT_PASSPHRASE: demoPassphrase }
  const opened = await run(['open', origin, '--code', code, '--out', out], { send, environment })
  assert.equal(opened.status, 0, opened.noted)
}

describe('a finished demonstration, mirrored', { timeout: 120_000 }, () => {
  let directory = ''
  const stop = new AbortController()
  let demo: Promise<Run> | null = null

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'porchlight-tamper-'))
    const port = await portNear(0)
    const ready = Promise.withResolvers<undefined>()
    demo = run(['demo', '--port', String(port)], {
      send,
      signal: stop.signal,
      said: (text) => {
        if (text.includes('is running')) ready.resolve(undefined)
      },
    })
    await Promise.race([ready.promise, demo])
    const origin = `http://localhost:${String(port)}`
    await openAnswers(origin, join(directory, 'out'))
    const copied = await run(['mirror', origin, directory], { send })
    assert.equal(copied.status, 0, copied.noted)
  })
  after(async () => {
    stop.abort()
    await demo
    await rm(directory, { recursive: true })
  })

  function path(name: string): string {
    return join(directory, name)
  }

  /** 0: verified. 1: found. */
  async function verified(): Promise<number> {
    return (await run(['verify', 'log', directory])).status
  }

  /** All files of the copy that a log consists of. */
  async function files(): Promise<readonly string[]> {
    const found = await readdir(directory, { recursive: true, withFileTypes: true })
    return found
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
      .filter((name) => /^(?:checkpoint$|tile\/|feed\/)/.test(name))
      .toSorted()
  }

  it('is verified as it is', async () => {
    assert.equal(await verified(), 0)
    const names = await files()
    for (const kind of ['checkpoint', 'tile/0/', 'tile/entries/', 'feed/'])
      assert.ok(
        names.some((name) => name.startsWith(kind)),
        kind,
      )
  })

  it('betrays every file that is deleted, cut short, or has one bit turned', async () => {
    for (const name of await files()) {
      const bytes = await readFile(path(name))
      await rm(path(name))
      assert.equal(await verified(), 1, `without ${name}`)
      await writeFile(path(name), bytes.subarray(0, -1))
      assert.equal(await verified(), 1, `${name} cut short`)
      for (const at of spread(bytes.length)) {
        const turned = Buffer.from(bytes)
        turned[at] = (turned[at] ?? 0) ^ 1
        await writeFile(path(name), turned)
        assert.equal(await verified(), 1, `${name} with a bit of byte ${String(at)} turned`)
      }
      await writeFile(path(name), bytes)
    }
    assert.equal(await verified(), 0)
  })

  it('betrays every entry that is deleted, altered, repeated or moved', async () => {
    const name = (await files()).find((each) => each.startsWith('tile/entries/')) ?? assert.fail()
    const held = await readFile(path(name))
    const width = Number(/\.p\/(\d+)$/.exec(name)?.[1])
    const entries = decodeBundle(held, width)
    assert.ok(entries.length >= 8, `${String(entries.length)} entries`)
    assert.equal(name, bundlePath({ index: 0, width }))
    for (const [at, entry] of entries.entries()) {
      const altered = new TextDecoder().decode(entry).replace(/[0-9](?=[^0-9]*$)/, turnedDigit)
      const tampered: readonly (readonly Uint8Array[])[] = [
        entries.toSpliced(at, 1),
        entries.toSpliced(at, 1, new TextEncoder().encode(altered)),
        entries.toSpliced(at, 0, entry),
        moved(entries, at),
      ]
      for (const [how, list] of tampered.entries()) {
        await writeFile(path(name), encodeBundle(list))
        assert.equal(await verified(), 1, `entry ${String(at)}, way ${String(how)}`)
      }
    }
    await writeFile(path(name), held)
    assert.equal(await verified(), 0)
  })
})

/** Positions all over a file, the first and the last among them. */
function spread(length: number): readonly number[] {
  const count = Math.min(length, 64)
  return Array.from({ length: count }, (_, i) => Math.floor((i * (length - 1)) / (count - 1)))
}

/** To the end; the last to the front. */
function moved(entries: readonly Uint8Array[], at: number): readonly Uint8Array[] {
  const rest = entries.toSpliced(at, 1)
  const one = entries.slice(at, at + 1)
  return at === rest.length ? [...one, ...rest] : [...rest, ...one]
}

/** Another digit: the entry stays one that can be read. */
function turnedDigit(digit: string): string {
  return String((Number(digit) + 1) % 10)
}
