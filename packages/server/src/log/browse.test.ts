import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { entryBytes } from '@porchlight/core'
import type { Entry } from '@porchlight/core'
import {
  createKey,
  createLog,
  createMemoryLock,
  createMemoryStore,
  createSigner,
  formatPublicKey,
  openSequencer,
  parsePolicy,
  publicKeyOf,
  signatureType,
} from '@porchlight/log'

import { logBrowser } from './browse.ts'
import type { ReadLog } from './browse.ts'

const digest = '0'.repeat(64)
const day = '2026-11-23'

function published(request: string): Entry {
  return {
    kind: 'request.published',
    request,
    version: 1,
    agency: 'a00000000000a',
    agencyKey: 'A'.repeat(43),
    digest,
    recipient: '0'.repeat(32),
    offence: 'burglary',
    class: 'standard',
    at: '2026-11-23T10:00:00Z',
  }
}

function sealed(request: string): Entry {
  const recipients = ['0'.repeat(32)]
  return { kind: 'submission.sealed', request, recipients, commitment: digest, sizeClass: 20, day }
}

const seed = new Uint8Array(32).fill(7)
const key = createKey({ name: 'example.com/log', type: signatureType.ed25519, seed })
const policy = parsePolicy(`log ${formatPublicKey(publicKeyOf(key))}\nquorum none\n`)

/** A log with these entries, and how to add to it. */
async function logOf(
  entries: readonly Entry[],
): Promise<{ readonly read: ReadLog; readonly add: (more: readonly Entry[]) => Promise<void> }> {
  const store = createMemoryStore()
  const lock = createMemoryLock()
  const signer = createSigner(key)
  await createLog({ store, lock, signer })
  const now = '2026-11-23T10:00:00Z'
  const sequencer = await openSequencer({ store, lock, signer, now })
  async function add(more: readonly Entry[]): Promise<void> {
    for (let at = 0; at < more.length; at += 256)
      await sequencer.append(more.slice(at, at + 256).map(entryBytes), now)
  }
  await add(entries)
  return { read: logBrowser({ store, sequencer, policy }), add }
}

const opened: Entry = { kind: 'custody.opened', submission: 1, event: digest, day }

describe('logBrowser()', () => {
  it('gives the newest first, and tells which request and agency a custody entry is about', async () => {
    const { read } = await logOf([published('r00000000000a'), sealed('r00000000000a'), opened])
    const reading = await read()
    const { found, lines, older } = await reading.part({}, null)
    assert.deepEqual(
      lines.map(({ index, entry, about }) => [index, entry.kind, about.request, about.agency]),
      [
        [2, 'custody.opened', 'r00000000000a', 'a00000000000a'],
        [1, 'submission.sealed', 'r00000000000a', 'a00000000000a'],
        [0, 'request.published', 'r00000000000a', 'a00000000000a'],
      ],
    )
    assert.deepEqual([reading.head.size, found, older], [3, 3, null])
  })

  it('goes on where it stopped, until the first entry', async () => {
    const { read } = await logOf([
      published('r00000000000a'),
      ...Array.from({ length: 60 }, () => sealed('r00000000000a')),
    ])
    const reading = await read()
    const first = await reading.part({}, null)
    assert.deepEqual([first.found, first.lines.length, first.older], [61, 50, 11])
    const rest = await reading.part({}, first.older)
    assert.deepEqual([rest.lines.length, rest.lines.at(-1)?.index, rest.older], [11, 0, null])
  })

  it('stays at its checkpoint while the log grows; the next reading has it all', async () => {
    const { read, add } = await logOf([published('r00000000000a')])
    const before = await read()
    await add([sealed('r00000000000a'), opened])
    const [after] = await Promise.all([read(), read()])
    assert.deepEqual([before.head.size, before.count({}), before.numbers.answers.total], [1, 1, 0])
    assert.equal((await before.part({}, null)).lines.length, 1)
    assert.deepEqual([after.head.size, after.count({}), after.numbers.answers.total], [3, 3, 1])
  })

  it('has nothing of an empty log, and nothing before its beginning', async () => {
    const reading = await (await logOf([])).read()
    assert.deepEqual(await reading.part({}, null), { found: 0, lines: [], older: null })
    assert.deepEqual((await reading.part({}, 9)).lines, [])
    assert.equal(reading.head.quorum, null)
  })
})
