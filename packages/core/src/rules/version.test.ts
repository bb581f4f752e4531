import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import type { Request } from '../request.ts'
import { checkRequest } from './check.ts'
import { goodFacts, goodRequest } from './example.test.ts'
import { keptByVersions } from './version.ts'

const signedAt = '2026-11-24T12:00:00Z'
const second: Request = {
  ...goodRequest,
  version: 2,
  title: 'Hit-and-run at Elm and Fourth, a white van',
  signedAt,
  expiresAt: '2026-12-01T12:00:00Z',
}

function broken(request: Request): readonly string[] {
  const verdict = checkRequest(request, { ...goodFacts, now: signedAt, before: goodRequest })
  return verdict.accepted ? [] : verdict.findings.map(({ rule, field }) => `${rule} ${field}`)
}

describe('the rules about later versions', () => {
  it('let words, place, times and days change', () => {
    assert.deepEqual(broken(second), [])
  })

  it('let nothing change that people have answered to', () => {
    const others: Pick<Request, (typeof keptByVersions)[number]> = {
      id: 'rfffffffffff0',
      agency: 'afffffffffff0',
      class: 'extended',
      caseNumber: 'MH-2026-9999',
      offence: 'arson',
      handling: { ...goodRequest.handling, usedDays: 400 },
      linked: 'rfffffffffff1',
      recipient: `age1${'q'.repeat(58)}`,
    }
    for (const name of keptByVersions) {
      const found = broken({ ...second, [name]: others[name] })
      assert.ok(found.includes(`version/changed ${name}`), name)
    }
  })

  it('count them one by one, and let none be signed before the one that it follows', () => {
    assert.deepEqual(broken({ ...second, version: 1 }), ['version/out-of-order version'])
    const early = { ...second, signedAt: '2026-11-22T23:30:00Z', expiresAt: '2026-11-29T12:00:00Z' }
    assert.ok(broken(early).includes('version/out-of-order version'))
  })

  it('allow one', () => {
    const third = checkRequest(
      { ...second, version: 3 },
      { ...goodFacts, now: signedAt, before: second },
    )
    assert.ok(!third.accepted && third.findings.some(({ rule }) => rule === 'live/renewed-twice'))
  })
})
