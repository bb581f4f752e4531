import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { entryKinds } from '../entry.ts'
import type { Entry } from '../entry.ts'
import { answered, entry, key, opening, partnerKey } from './fixture.test.ts'
import { Replay } from './replay.ts'
import type { Counts } from './replay.ts'

function countsOf(entries: readonly Entry[]): Counts {
  const replay = new Replay()
  assert.deepEqual(
    entries.flatMap((each) => replay.take(each)),
    [],
  )
  return replay.counts()
}

describe('Replay.counts()', () => {
  it('counts nothing in an empty log', () => {
    const { kinds, ...counts } = countsOf([])
    assert.deepEqual(counts, { entries: 0, requests: 0, agencies: 0, recipients: new Map() })
    assert.deepEqual(Object.keys(kinds), entryKinds)
    assert.ok(Object.values(kinds).every((count) => count === 0))
  })

  it('counts entries by kind, and answers by the key that they were sealed to', () => {
    const { kinds, ...counts } = countsOf([
      ...answered,
      entry('partner.announced'),
      entry('partner.key'),
      entry('partner.activated'),
      entry('submission.sealed', { recipients: [key, partnerKey] }),
      entry('request.versioned'),
      entry('custody.opened'),
      entry('custody.declined'),
    ])
    assert.deepEqual(counts, {
      entries: 12,
      requests: 1,
      agencies: 1,
      recipients: new Map([
        [key, 2],
        [partnerKey, 1],
      ]),
    })
    assert.equal(kinds['submission.sealed'], 2)
    assert.equal(kinds['request.versioned'], 1)
    assert.equal(kinds['custody.accepted'], 0)
  })

  it('counts what is wrong as well: it stands in the log', () => {
    const replay = new Replay()
    for (const each of [...opening, entry('submission.sealed')]) replay.take(each)
    assert.deepEqual(replay.counts().recipients, new Map([[key, 1]]))
  })
})
