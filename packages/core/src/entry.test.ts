import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import fc from 'fast-check'

import { concat, utf8 } from './bytes.ts'
import { canonical } from './canonical.ts'
import { entryBytes, entryKinds, readEntry, sizeClassOf } from './entry.ts'
import { examples } from './replay/fixture.test.ts'

const sealed = examples['submission.sealed']

describe('readEntry()', () => {
  for (const entry of Object.values(examples)) {
    it(`reads ${entry.kind} back as it was written`, () => {
      assert.deepEqual(readEntry(entryBytes(entry)), { read: true, entry })
    })
  }

  it('has an example of every kind', () => {
    assert.deepEqual(Object.keys(examples).toSorted(), entryKinds.toSorted())
  })

  const text = canonical(sealed)
  const unread: readonly (readonly [name: string, bytes: Uint8Array, because: string])[] = [
    ['no JSON', utf8('{'), 'not-json'],
    ['nothing', utf8(''), 'not-json'],
    ['bytes that are not UTF-8', Uint8Array.of(0xff, 0xfe), 'not-json'],
    ['another kind', utf8(text.replace('submission.sealed', 'submission.lost')), 'unknown-form'],
    ['a field too many', utf8(text.replace('{', '{"address":"14 Birch Road",')), 'unknown-form'],
    ['a field too few', utf8(text.replace(',"sizeClass":20', '')), 'unknown-form'],
    ['a time of a submission', utf8(text.replace('11-23"', '11-23T17:05:00Z"')), 'unknown-form'],
    ['a name that is none', utf8(text.replace('r00000000000a', 'R00000000000A')), 'unknown-form'],
    ['spaces', utf8(text.replaceAll(':', ': ')), 'not-canonical'],
    ['a line break at the end', utf8(`${text}\n`), 'not-canonical'],
    ['a byte order mark', concat(Uint8Array.of(0xef, 0xbb, 0xbf), utf8(text)), 'not-canonical'],
    ['names in another order', utf8(JSON.stringify(sealed)), 'not-canonical'],
    ['a name twice', utf8(text.replace('{', '{"day":"2026-11-22",')), 'not-canonical'],
    ['a number written otherwise', utf8(text.replace(':20', ':2.0e1')), 'not-canonical'],
    [
      'letters written otherwise',
      utf8(text.replace('sealed', String.raw`seal\u0065d`)),
      'not-canonical',
    ],
  ]
  for (const [name, bytes, because] of unread) {
    it(`refuses ${name}`, () => {
      assert.deepEqual(readEntry(bytes), { read: false, because })
    })
  }

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => !readEntry(bytes).read),
      { numRuns: 500 },
    )
  })
})

describe('sizeClassOf()', () => {
  it('is the power of two that holds the bytes', () => {
    assert.deepEqual([0, 1, 2, 3, 4, 5].map(sizeClassOf), [0, 0, 1, 2, 2, 3])
    for (const power of [10, 22, 40]) {
      assert.equal(sizeClassOf(2 ** power), power)
      assert.equal(sizeClassOf(2 ** power + 1), power + 1)
    }
  })
})
