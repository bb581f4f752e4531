import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { goodKeys, nextKeys, presentKeys, unconfirmedKeys } from './keys.ts'
import type { KeysRow } from './keys.ts'

const start = '2026-11-20T10:00:00Z'
const change = '2026-11-23T10:00:00Z'
const justBefore = '2026-11-23T09:59:59Z'

function row(number: number, good_from: string | null, log_index: number | null = 7): KeysRow {
  return { number, keys: { signing: 'A'.repeat(43), vault: 'age1' }, good_from, log_index }
}

const first = row(0, start)
const announced = row(1, change)

describe('the keys of an agency at a time', () => {
  it('are the old ones to the last second, and the new ones from then on', () => {
    const rows = [first, announced]
    assert.deepEqual([goodKeys(rows, justBefore), nextKeys(rows, justBefore)], [first, announced])
    assert.deepEqual([goodKeys(rows, change), nextKeys(rows, change)], [announced, null])
  })

  it('are never those that the log does not hold, whatever the hour', () => {
    const rows = [first, row(1, change, null)]
    assert.equal(goodKeys(rows, '2030-01-01T00:00:00Z'), first)
    assert.equal(goodKeys([row(0, start, null)], change), null)
  })

  it('are, before an admission, those that wait for it', () => {
    const made = row(0, null, null)
    assert.deepEqual([presentKeys([made], start), nextKeys([made], start)], [made, null])
    assert.equal(presentKeys([], start), null)
    assert.equal(unconfirmedKeys([made]), null)
  })

  it('name the newest of several that are to come, and which of them can be replaced', () => {
    const waiting = row(2, null, null)
    const rows = [first, announced, waiting]
    assert.equal(nextKeys(rows, justBefore), waiting)
    assert.equal(unconfirmedKeys(rows), waiting)
    assert.equal(unconfirmedKeys([first, announced]), null)
  })
})
