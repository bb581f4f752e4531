import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import type { Entry } from '@porchlight/core'

import { LogIndex } from './browse-index.ts'
import { kindGroups, kindsOf } from './browse-kinds.ts'
import { parseTrait, traitsOf } from './browse-traits.ts'
import type { LogFilter } from './lines.ts'

const digest = '0'.repeat(64)
const day = '2026-11-23'
const at = '2026-11-23T10:00:00Z'
const [agency, other] = ['a00000000000a', 'a00000000000b'] as const
const [one, two] = ['r00000000000a', 'r00000000000b'] as const
const partner = 'p00000000000a'
const [requestKey, partnerKey] = ['a'.repeat(32), 'b'.repeat(32)] as const

function published(request: string, by: string, offence: 'burglary' | 'arson'): Entry {
  return {
    kind: 'request.published',
    request,
    version: 1,
    agency: by,
    agencyKey: 'A'.repeat(43),
    digest,
    recipient: requestKey,
    offence,
    class: 'standard',
    at,
  }
}

function sealed(request: string, ...recipients: string[]): Entry {
  return { kind: 'submission.sealed', request, recipients, commitment: digest, sizeClass: 20, day }
}

function refused(by: string, ...rules: string[]): Entry {
  return { kind: 'request.refused', agency: by, rules, areaClass: 18, digest, day }
}

const log: readonly Entry[] = [
  published(one, agency, 'burglary'),
  published(two, other, 'arson'),
  { kind: 'feed.published', number: 1, digest, at },
  { kind: 'partner.announced', partner, profile: digest, notice: at, at },
  { kind: 'partner.key', partner, recipient: partnerKey, from: at, at },
  sealed(one, requestKey),
  sealed(two, requestKey, partnerKey),
  { kind: 'custody.opened', submission: 6, event: digest, day },
  refused(agency, 'text/vague', 'area/too-large'),
  refused(other, 'text/vague'),
  { kind: 'request.closed', request: one, outcome: 'exculpatory', at: '2026-11-25T10:00:00Z' },
  { kind: 'feed.published', number: 2, digest, at },
]

const index = new LogIndex()
for (const entry of log) index.take(entry)

function found(filter: LogFilter): readonly number[] {
  const all = index.find(filter, index.size, log.length)
  assert.equal(index.count(filter), all.length)
  return all
}

describe('LogIndex', () => {
  it('finds everything but feeds, and those where they are asked for', () => {
    assert.deepEqual(found({}), [10, 9, 8, 7, 6, 5, 4, 3, 1, 0])
    assert.deepEqual(found({ kind: 'feeds' }), [11, 2])
  })

  it('finds what is about a request, an agency or a partner, the custody of its answers too', () => {
    assert.deepEqual(found({ request: two }), [7, 6, 1])
    assert.deepEqual(found({ agency }), [10, 8, 5, 0])
    assert.deepEqual(found({ partner }), [7, 6, 4, 3])
  })

  it('finds kinds, groups of them and traits', () => {
    assert.deepEqual(found({ kind: 'submission.sealed' }), [6, 5])
    assert.deepEqual(found({ kind: 'requests' }), [10, 9, 8, 1, 0])
    assert.deepEqual(found({ trait: 'rule:text/vague' }), [9, 8])
    assert.deepEqual(found({ trait: 'lasted:1' }), [10])
    assert.deepEqual(found({ trait: 'outcome:exculpatory' }), [10])
  })

  it('finds what all that is given has in common', () => {
    assert.deepEqual(found({ partner, kind: 'submission.sealed' }), [6])
    assert.deepEqual(found({ agency, trait: 'rule:text/vague' }), [8])
    assert.deepEqual(found({ request: one, agency: other }), [])
    assert.deepEqual(found({ request: 'r00000000000c' }), [])
  })

  it('finds only what is older, and no more than asked', () => {
    assert.deepEqual(index.find({}, 6, 3), [5, 4, 3])
    assert.deepEqual(index.find({}, 6, 0), [])
    assert.equal(index.count({}, 6), 5)
    assert.equal(index.count({ agency, kind: 'requests' }, 9), 2)
  })

  it('agrees with the statistics in every number', () => {
    const { requests, toClose, refusals, answers } = index.numbers
    for (const [offence, count] of requests.byOffence)
      assert.equal(index.count({ trait: `offence:${offence}` }), count, offence)
    for (const [outcome, count] of requests.byOutcome)
      assert.equal(index.count({ trait: `outcome:${outcome}` }), count, outcome)
    for (const [step, count] of toClose.counts.entries())
      assert.equal(index.count({ trait: `lasted:${String(step)}` }), count, String(step))
    for (const [rule, count] of refusals.byRule)
      assert.equal(index.count({ trait: `rule:${rule}` }), count, rule)
    for (const [month, count] of answers.byMonth)
      assert.equal(index.count({ trait: `month:${month}` }), count, month)
    assert.equal(refusals.total, 2)
    assert.equal(answers.total, 2)
  })
})

describe('kinds', () => {
  it('are each in one group, and no group is empty', () => {
    for (const group of kindGroups) assert.ok(kindsOf(group).length > 0, group)
  })
})

describe('parseTrait()', () => {
  it('reads what traitsOf() gives', () => {
    for (const trait of log.flatMap((entry) => traitsOf(entry, 5))) {
      const read = parseTrait(trait)
      assert.equal(`${String(read?.name)}:${String(read?.value)}`, trait)
    }
  })

  it('reads nothing else', () => {
    for (const text of ['', 'offence', 'offence:nothing', 'lasted:9', 'month:now', 'rule:<b>', ':'])
      assert.equal(parseTrait(text), null, text)
  })
})
