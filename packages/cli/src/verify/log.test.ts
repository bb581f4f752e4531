import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { entryBytes, utf8 } from '@porchlight/core'
import type { Entry } from '@porchlight/core'
import {
  createKey,
  createLog,
  createMemoryLock,
  createMemoryStore,
  createSigner,
  formatPublicKey,
  openSequencer,
  publicKeyOf,
  signatureType,
} from '@porchlight/log'

import { checkLog } from './log.ts'
import type { LogVerdict } from './log.ts'

const type = signatureType.ed25519
const key = createKey({ name: 'example.com/log', type, seed: new Uint8Array(32).fill(7) })
const logKey = formatPublicKey(publicKeyOf(key))
const otherKey = formatPublicKey(
  publicKeyOf(createKey({ name: 'example.com/log', type, seed: new Uint8Array(32).fill(8) })),
)
const now = '2026-11-23T10:00:00Z'
const recipient = 'a'.repeat(32)
const digest = '0'.repeat(64)

const published: Entry = {
  kind: 'request.published',
  request: 'r00000000000a',
  version: 1,
  agency: 'a00000000000a',
  agencyKey: 'A'.repeat(43),
  digest,
  recipient,
  offence: 'burglary',
  class: 'standard',
  at: now,
}
const sealed: Entry = {
  kind: 'submission.sealed',
  request: 'r00000000000a',
  recipients: [recipient],
  commitment: digest,
  sizeClass: 20,
  day: '2026-11-23',
}

type Files = ReadonlyMap<string, Uint8Array>

/** The files of a log with these entries. */
async function logOf(entries: readonly Uint8Array[]): Promise<Files> {
  const store = createMemoryStore()
  const lock = createMemoryLock()
  const signer = createSigner(key)
  await createLog({ store, lock, signer })
  const sequencer = await openSequencer({ store, lock, signer, now })
  for (let at = 0; at < entries.length; at += 256)
    await sequencer.append(entries.slice(at, at + 256), now)
  const read = new Map<string, Uint8Array>()
  await verdictOn(read, {
    read: async (path) => {
      const bytes = await store.read(path)
      if (bytes !== null) read.set(path, bytes)
      return bytes
    },
  })
  return read
}

async function verdictOn(
  files: Files,
  {
    read = async (path: string) => await Promise.resolve(files.get(path) ?? null),
    by = logKey,
  } = {},
): Promise<LogVerdict> {
  return await checkLog({ files: { read }, logKey: by, progress: () => undefined })
}

/** What the failing checks say. */
function failures({ checks }: LogVerdict): readonly string[] {
  return checks.filter(({ holds }) => !holds).map(({ says }) => says)
}

const honest = await logOf(
  [published, ...Array.from({ length: 300 }, () => sealed)].map(entryBytes),
)

describe('checkLog()', () => {
  it('verifies an honest log, and counts what is in it', async () => {
    const verdict = await verdictOn(honest)
    assert.deepEqual(failures(verdict), [])
    assert.equal(verdict.verified, true)
    assert.deepEqual(verdict.counts?.recipients, new Map([[recipient, 300]]))
  })

  it('finds each file that is missing, and each with one bit turned', async () => {
    assert.ok(honest.size >= 5, `${String(honest.size)} files`)
    for (const [path, bytes] of honest) {
      const without = new Map(honest)
      without.delete(path)
      assert.equal((await verdictOn(without)).verified, false, `without ${path}`)
      const turned = bytes.slice()
      turned[turned.length - 3] = (turned.at(-3) ?? 0) ^ 1
      const altered = new Map(honest).set(path, turned)
      assert.equal((await verdictOn(altered)).verified, false, `altered ${path}`)
    }
  })

  it('finds the log of another key', async () => {
    const verdict = await verdictOn(honest, { by: otherKey })
    assert.deepEqual(failures(verdict), ['The checkpoint is not signed by this log.'])
    assert.equal((await verdictOn(honest, { by: 'no key' })).verified, false)
  })

  it('names the entries that do not belong, though the log signed them', async () => {
    const files = await logOf([entryBytes(sealed), utf8('hello'), utf8('{"kind":"x"}')])
    assert.deepEqual(failures(await verdictOn(files)), [
      'Entry 0 is an answer to a request that was never published.',
      'Entry 1 is no JSON.',
      'Entry 2 has a form that this program does not know.',
    ])
  })

  it('lists the first of many, and counts the rest', async () => {
    const files = await logOf(Array.from({ length: 25 }, () => utf8('hello')))
    const found = failures(await verdictOn(files))
    assert.equal(found.length, 11)
    assert.equal(found.at(-1), '… and 15 entries more.')
  })
})
