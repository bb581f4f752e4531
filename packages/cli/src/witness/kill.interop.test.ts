import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, it } from 'node:test'

import { utf8 } from '@porchlight/core'
import {
  addCheckpointPath,
  createReader,
  createVerifier,
  formatAddCheckpoint,
  openCheckpoint,
  parsePublicKey,
  witnessedPath,
} from '@porchlight/log'

import { entry, growingLog, key, logKey } from '../verify/fixture.test.ts'
import type { GrowingLog } from '../verify/fixture.test.ts'

const program = join(import.meta.dirname, '..', 'main.ts')
const kills = 5
const requestsEach = 20

interface Running {
  readonly child: ChildProcessWithoutNullStreams
  readonly url: string
}

async function start(directory: string): Promise<Running> {
  const words = ['--data', directory, '--name', 'w.example', '--log', logKey, '--port', '0']
  const child = spawn(process.execPath, [
    '--conditions=porchlight',
    program,
    'witness',
    ...words,
    '--json',
  ])
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /"listens":"([^"]+)"/.exec(line)?.[1]
    if (url !== undefined) return { child, url }
  }
  throw new Error('The witness did not start')
}

describe('a witness that is killed', { timeout: 120_000 }, () => {
  it('remembers, each time, at least what it has answered for, and goes on from there', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'porchlight-kill-'))
    const log = await growingLog()
    await log.add([entry('instance.opened')])
    let answered = 0
    try {
      for (let round = 0; round < kills; round += 1) {
        const running = await start(directory)
        const held = await heldSize(running.url)
        // what was kept and not answered for is allowed, what was answered for and not kept is not
        assert.ok(held >= answered, `${String(held)} held, ${String(answered)} answered`)
        answered = await askUntilDead(running, log, { from: held, delay: round })
      }
      assert.ok(answered >= kills * (requestsEach - 1), String(answered))
    } finally {
      await rm(directory, { recursive: true })
    }
  })
})

/** Kills it in the middle of a request, `delay` milliseconds after asking. @returns what it answered for */
async function askUntilDead(
  { child, url }: Running,
  log: GrowingLog,
  { from, delay }: { readonly from: number; readonly delay: number },
): Promise<number> {
  const dead = once(child, 'exit')
  let answered = from
  for (let request = 1; ; request += 1) {
    await log.add([entry('submission.sealed')])
    const asking = submit(url, await requestFrom(answered, log.files))
    if (request === requestsEach) setTimeout(() => child.kill('SIGKILL'), delay)
    const size = await asking
    if (size === null) break
    answered = size
  }
  await dead
  return answered
}

async function heldSize(url: string): Promise<number> {
  const response = await fetch(`${url}/${witnessedPath(key.name)}`)
  if (response.status === 404) return 0
  return sizeIn(await response.text())
}

function sizeIn(note: string): number {
  return openCheckpoint(note, createVerifier(parsePublicKey(logKey))).size
}

async function requestFrom(
  old: number,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<{ readonly body: string; readonly size: number }> {
  const note = Buffer.from(files.get('checkpoint') ?? utf8('')).toString()
  const checkpoint = openCheckpoint(note, createVerifier(parsePublicKey(logKey)))
  const store = { read: async (path: string) => await Promise.resolve(files.get(path) ?? null) }
  const proof = old === 0 ? [] : await createReader({ store, checkpoint }).consistency(old)
  return { body: formatAddCheckpoint({ old, proof, note }), size: checkpoint.size }
}

/** The size that was cosigned; null where the witness died before it answered. */
async function submit(
  url: string,
  { body, size }: { readonly body: string; readonly size: number },
): Promise<number | null> {
  try {
    const response = await fetch(`${url}/${addCheckpointPath}`, { method: 'POST', body })
    const text = await response.text()
    assert.equal(response.status, 200, text)
    return size
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}
