import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { defaultPolicy } from '@porchlight/core'
import type { Entry } from '@porchlight/core'

import { partnerFault } from './partners.ts'

const at = '2026-11-23T10:00:00Z'
const [week, month] = ['2026-11-30T10:00:00Z', '2026-12-23T10:00:00Z'] as const
const partner = 'p00000000000a'
const profile = '0'.repeat(64)

const rules = { policy: { ...defaultPolicy }, witnesses: 'quorum none\n', at }
const origin = 'https://porchlight.example'
const opened: Entry = { kind: 'instance.opened', origin, ...rules }
const openedLong: Entry = { ...opened, partnerNoticeDays: 30 }
const changedLong: Entry = { kind: 'policy.changed', ...rules, partnerNoticeDays: 30 }
const changed: Entry = { kind: 'policy.changed', ...rules }

function announced(notice: string): Entry {
  return { kind: 'partner.announced', partner, profile, notice, at }
}

function activated(from: string): Entry {
  return { kind: 'partner.activated', partner, at: from }
}

function fault(...entries: readonly Entry[]): string | null {
  return partnerFault({ directory: entries.map((entry, index) => ({ index, entry, hashes: [] })) })
}

describe('partnerFault()', () => {
  it('finds nothing wrong with a partner that starts after its notice, and ends', () => {
    const ended: Entry = { kind: 'partner.ended', partner, at: month }
    assert.equal(fault(opened), null)
    assert.equal(fault(opened, announced(week), activated(week), ended), null)
    assert.equal(fault(openedLong, announced(month), activated(month)), null)
  })

  it('finds a notice that is shorter than promised, and a start before its end', () => {
    const short = /^entry \d announces a partner with a shorter notice than was promised$/
    assert.match(String(fault(opened, announced(at))), short)
    assert.match(String(fault(openedLong, announced(week))), short)
    assert.match(String(fault(opened, changedLong, announced(week))), short)
    assert.match(
      String(fault(opened, announced(week), activated(at))),
      /^entry 2 starts a partner before its public notice is over$/,
    )
    assert.match(String(fault(opened, activated(week))), /^entry 1 is about a partner/)
  })

  it('holds what was announced under rules that the feed leaves out against the week alone', () => {
    assert.equal(fault(openedLong, announced(week), changed), null)
    assert.notEqual(fault(openedLong, announced(at), changed), null)
  })
})
