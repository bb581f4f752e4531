import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import type { Entry } from '../entry.ts'

import { Replay } from './replay.ts'
import type { Misstep } from './replay.ts'

const digest = '0'.repeat(64)
const key = 'a'.repeat(32)
const otherKey = 'b'.repeat(32)
const day = '2026-11-23'

function published(changes: Partial<Extract<Entry, { kind: 'request.published' }>> = {}): Entry {
  return {
    kind: 'request.published',
    request: 'r00000000000a',
    version: 1,
    agency: 'a00000000000a',
    agencyKey: 'A'.repeat(43),
    digest,
    recipient: key,
    offence: 'burglary',
    class: 'standard',
    at: '2026-11-23T10:00:00Z',
    ...changes,
  }
}

function sealed(changes: Partial<Extract<Entry, { kind: 'submission.sealed' }>> = {}): Entry {
  return {
    kind: 'submission.sealed',
    request: 'r00000000000a',
    recipients: [key],
    commitment: digest,
    sizeClass: 20,
    day,
    ...changes,
  }
}

function custody(what: 'opened' | 'accepted' | 'declined', submission: number): Entry {
  return { kind: `custody.${what}`, submission, event: digest, day }
}

function missteps(entries: readonly Entry[]): readonly (readonly Misstep[])[] {
  const replay = new Replay()
  return entries.map((entry) => replay.take(entry))
}

/** Only what is wrong with the last entry; all before it are right. */
function last(entries: readonly Entry[]): readonly Misstep[] {
  const all = missteps(entries)
  assert.deepEqual(all.slice(0, -1).flat(), [])
  return all.at(-1) ?? []
}

describe('Replay', () => {
  it('finds nothing in an honest log, and counts it', () => {
    const replay = new Replay()
    const entries = [
      published(),
      sealed(),
      custody('opened', 1),
      custody('accepted', 1),
      published({ version: 2, recipient: otherKey }),
      sealed({ recipients: [otherKey] }),
      custody('opened', 5),
      custody('declined', 5),
    ]
    assert.deepEqual(
      entries.flatMap((entry) => replay.take(entry)),
      [],
    )
    const { kinds, ...counts } = replay.counts()
    assert.deepEqual(counts, {
      entries: 8,
      requests: 1,
      agencies: 1,
      recipients: new Map([
        [key, 1],
        [otherKey, 1],
      ]),
    })
    assert.deepEqual(Object.values(kinds), [2, 2, 2, 1, 1])
  })

  it('finds a request that is published again', () => {
    assert.deepEqual(last([published(), published()]), ['request-again'])
    assert.deepEqual(last([published({ version: 2 }), published()]), ['request-again'])
  })

  it('finds an answer to nothing, to another key, and from before its request', () => {
    assert.deepEqual(last([sealed()]), ['request-unknown'])
    assert.deepEqual(last([published(), sealed({ recipients: [otherKey] })]), ['recipient-unknown'])
    assert.deepEqual(last([published(), sealed({ recipients: [key, otherKey] })]), [
      'recipient-unknown',
    ])
    assert.deepEqual(last([published(), sealed({ day: '2026-11-22' })]), ['before-request'])
  })

  it('finds custody of what is no answer, and decisions before the opening', () => {
    assert.deepEqual(last([published(), custody('opened', 0)]), ['submission-unknown'])
    assert.deepEqual(last([published(), custody('opened', 1)]), ['submission-unknown'])
    assert.deepEqual(last([published(), sealed(), custody('accepted', 1)]), ['not-opened'])
    assert.deepEqual(last([published(), sealed(), custody('declined', 1)]), ['not-opened'])
  })
})
