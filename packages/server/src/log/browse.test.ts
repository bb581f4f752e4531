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
  openSequencer,
  signatureType,
} from '@porchlight/log'

import { logBrowser } from './browse.ts'
import type { BrowseLog } from './browse.ts'

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

/** A log with these entries. */
async function browserOf(entries: readonly Entry[]): Promise<BrowseLog> {
  const store = createMemoryStore()
  const lock = createMemoryLock()
  const seed = new Uint8Array(32).fill(7)
  const type = signatureType.ed25519
  const signer = createSigner(createKey({ name: 'example.com/log', type, seed }))
  await createLog({ store, lock, signer })
  const now = '2026-11-23T10:00:00Z'
  const sequencer = await openSequencer({ store, lock, signer, now })
  for (let at = 0; at < entries.length; at += 256)
    await sequencer.append(entries.slice(at, at + 256).map(entryBytes), now)
  return logBrowser({ store, sequencer })
}

const everything = { request: null, kind: null, before: null }

describe('logBrowser()', () => {
  it('gives the newest first, and tells which request a custody entry is about', async () => {
    const opened: Entry = { kind: 'custody.opened', submission: 1, event: digest, day }
    const browse = await browserOf([published('r00000000000a'), sealed('r00000000000a'), opened])
    const { size, lines, older } = await browse(everything)
    assert.deepEqual(
      lines.map(({ index, entry, about }) => [index, entry.kind, about.request]),
      [
        [2, 'custody.opened', 'r00000000000a'],
        [1, 'submission.sealed', 'r00000000000a'],
        [0, 'request.published', 'r00000000000a'],
      ],
    )
    assert.deepEqual([size, older], [3, null])
  })

  it('goes on where it stopped, until the first entry', async () => {
    const browse = await browserOf([
      published('r00000000000a'),
      ...Array.from({ length: 60 }, () => sealed('r00000000000a')),
    ])
    const first = await browse(everything)
    assert.deepEqual([first.lines.length, first.older], [50, 11])
    const rest = await browse({ ...everything, before: first.older })
    assert.deepEqual([rest.lines.length, rest.lines.at(-1)?.index, rest.older], [11, 0, null])
  })

  it('gives one kind of one request', async () => {
    const browse = await browserOf([
      published('r00000000000a'),
      published('r00000000000b'),
      sealed('r00000000000a'),
      sealed('r00000000000b'),
    ])
    const { lines } = await browse({
      ...everything,
      request: 'r00000000000b',
      kind: 'submission.sealed',
    })
    assert.deepEqual(
      lines.map(({ index }) => index),
      [3],
    )
  })

  it('has nothing of an empty log, and nothing before its beginning', async () => {
    const browse = await browserOf([])
    assert.deepEqual(await browse(everything), { size: 0, lines: [], older: null })
    assert.deepEqual((await browse({ ...everything, before: 9 })).lines, [])
  })
})
