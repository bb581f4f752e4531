import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { filtersText, maxFilterBytes, mergeFilters, readFilters } from './filters.ts'
import type { FilterList } from './views.ts'

const list: FilterList = {
  kind: 'porchlight/filters/v1',
  hideBadges: ['287g'],
  hideOffences: ['vandalism', 'theft'],
}

describe('filter lists', () => {
  it('are read as they were written, in one order', () => {
    const read = readFilters(filtersText(list))
    assert.ok(read.kind === 'list')
    assert.deepEqual(read.list.hideOffences, ['theft', 'vandalism'])
    assert.deepEqual(read.unknown, [])
    assert.equal(filtersText(read.list), filtersText(list))
  })

  it('hide together what either hides, each once', () => {
    const other = { ...list, hideBadges: ['task-force', '287g'] as const, hideOffences: ['theft'] }
    const both = mergeFilters(list, { ...other, hideBadges: [...other.hideBadges] })
    assert.deepEqual(both.hideBadges, ['287g', 'task-force'])
    assert.deepEqual(both.hideOffences, ['theft', 'vandalism'])
  })

  it('keep what a newer version may know, and say so', () => {
    const read = readFilters(filtersText({ ...list, hideOffences: ['littering', 'theft'] }))
    assert.ok(read.kind === 'list')
    assert.deepEqual(read.unknown, ['littering'])
    assert.deepEqual(read.list.hideOffences, ['littering', 'theft'])
  })

  it('are refused with a reason', () => {
    const bad = {
      '||ads.example^': 'not-json',
      '{"hideBadges":[]}': 'not-filters',
      [filtersText(list).replace('287g', 'police')]: 'not-filters',
      [filtersText(list).replace('"hideBadges"', '"note": 1, "hideBadges"')]: 'not-filters',
      [filtersText(list).replace('/v1', '/v2')]: 'too-new',
      [' '.repeat(maxFilterBytes + 1)]: 'too-long',
    }
    for (const [text, because] of Object.entries(bad))
      assert.deepEqual(readFilters(text), { kind: 'bad', because }, text.slice(0, 60))
  })
})
