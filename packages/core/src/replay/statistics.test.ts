import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import type { Entry } from '../entry.ts'
import { closeStepOf, Statistics } from './statistics.ts'

const digest = '0'.repeat(64)
const key = 'a'.repeat(32)
const agency = 'a00000000000a'
const day = '2026-11-23'

function published(
  request: string,
  more: Partial<Extract<Entry, { kind: 'request.published' }>>,
): Entry {
  return {
    kind: 'request.published',
    request,
    version: 1,
    agency,
    agencyKey: 'A'.repeat(43),
    digest,
    recipient: key,
    offence: 'burglary',
    class: 'standard',
    at: '2026-11-01T10:00:00Z',
    ...more,
  }
}

function sealed(request: string, on: string): Entry {
  return {
    kind: 'submission.sealed',
    request,
    recipients: [key],
    commitment: digest,
    sizeClass: 20,
    day: on,
  }
}

function refused(...rules: string[]): Entry {
  return { kind: 'request.refused', agency, rules, areaClass: 18, digest, day }
}

const [one, two, three] = ['r00000000000a', 'r00000000000b', 'r00000000000c'] as const

const log: readonly Entry[] = [
  published(one, { offence: 'robbery' }),
  published(two, { offence: 'homicide', class: 'extended' }),
  published(three, { offence: 'robbery' }),
  refused('text/vague', 'area/too-large'),
  refused('text/vague', 'text/vague'),
  sealed(one, '2026-11-30'),
  sealed(one, '2026-10-02'),
  sealed(two, '2026-11-01'),
  { kind: 'custody.opened', submission: 5, event: digest, day },
  { kind: 'custody.accepted', submission: 5, event: digest, day },
  { kind: 'custody.declined', submission: 5, event: digest, day },
  { kind: 'custody.destroyed', submission: 5, event: digest, day },
  { kind: 'request.closed', request: one, outcome: 'exculpatory', at: '2026-11-03T10:00:00Z' },
  { kind: 'request.withdrawn', request: two, at: '2026-11-01T11:00:00Z' },
  { kind: 'handling.overdue', request: one, submissions: 2, day },
  { kind: 'handling.overdue', request: one, submissions: 3, day },
  { kind: 'legal.counted', class: 'subpoena', count: 1, day },
  { kind: 'legal.counted', class: 'subpoena', count: 4, day },
  { kind: 'feed.published', number: 1, digest, at: '2026-11-03T10:00:00Z' },
]

function counted(entries: readonly Entry[]): Statistics {
  const statistics = new Statistics()
  for (const entry of entries) statistics.take(entry)
  return statistics
}

describe('Statistics', () => {
  it('counts requests by offence and by what came of them, cleared suspects like any other', () => {
    const { requests } = counted(log).numbers()
    assert.deepEqual(requests, {
      published: 3,
      extended: 1,
      open: 1,
      byOffence: new Map([
        ['robbery', 2],
        ['homicide', 1],
      ]),
      byOutcome: new Map([
        ['used', 0],
        ['not-useful', 0],
        ['exculpatory', 1],
        ['no-crime', 0],
        ['withdrawn', 1],
      ]),
    })
  })

  it('measures from publication to the end, and names the middle', () => {
    const { toClose } = counted(log).numbers()
    assert.deepEqual(toClose.counts, [1, 1, 0, 0, 0, 0])
    assert.equal(toClose.medianSeconds, (3600 + 2 * 86_400) / 2)
    assert.equal(counted(log.slice(0, 3)).numbers().toClose.medianSeconds, null)
    assert.equal(counted(log.slice(0, 13)).numbers().toClose.medianSeconds, 2 * 86_400)
  })

  it('counts a refusal once for each rule that it names', () => {
    const { refusals } = counted(log).numbers()
    assert.equal(refusals.total, 2)
    assert.deepEqual(
      [...refusals.byRule],
      [
        ['text/vague', 2],
        ['area/too-large', 1],
      ],
    )
  })

  it('counts answers by month in order, and what became of them', () => {
    const { byMonth, ...answers } = counted(log).numbers().answers
    assert.deepEqual(
      [...byMonth],
      [
        ['2026-10', 1],
        ['2026-11', 2],
      ],
    )
    assert.deepEqual(answers, {
      total: 3,
      opened: 1,
      accepted: 1,
      declined: 1,
      exported: 0,
      destroyed: 1,
    })
  })

  it('adds up what is overdue, and takes the last count of legal papers', () => {
    const { overdue, legal, entries } = counted(log).numbers()
    assert.deepEqual(overdue, { reports: 2, submissions: 5 })
    assert.deepEqual(
      [...legal],
      [
        ['subpoena', 4],
        ['court-order', 0],
        ['search-warrant', 0],
        ['gag-order', 0],
      ],
    )
    assert.equal(entries, log.length)
  })

  it('gives the length of a request with the entry that ends it, and with no other', () => {
    const statistics = new Statistics()
    const lengths = log.map((entry) => statistics.take(entry))
    assert.deepEqual(
      lengths.flatMap((length, index) => (length === null ? [] : [[index, length]])),
      [
        [12, 2 * 86_400],
        [13, 3600],
      ],
    )
  })
})

describe('closeStepOf()', () => {
  it('gives a time to the step that it is below', () => {
    assert.deepEqual(
      [0, 86_399, 86_400, 3 * 86_400 - 1, 29 * 86_400, 30 * 86_400].map(closeStepOf),
      [0, 0, 1, 1, 4, 5],
    )
  })
})
