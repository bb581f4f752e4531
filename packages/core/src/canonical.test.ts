import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import fc from 'fast-check'

import { toHex } from './bytes.ts'
import { canonical, canonicalBytes } from './canonical.ts'

describe('canonical()', () => {
  const samples: readonly (readonly [name: string, value: unknown, text: string])[] = [
    [
      'sorts names by UTF-16 code units, not by letters',
      { é: 1, a: 2, Z: 3 },
      '{"Z":3,"a":2,"é":1}',
    ],
    [
      'puts a surrogate pair before a higher code unit',
      { '\ufb33': 1, '😀': 2 },
      '{"😀":2,"\ufb33":1}',
    ],
    [
      'sorts at every depth and keeps arrays in order',
      { b: [2, 1, { d: 0, c: 0 }], a: {} },
      '{"a":{},"b":[2,1,{"c":0,"d":0}]}',
    ],
    ['writes digits as names in the order of text', { 10: 'a', 9: 'b' }, '{"10":"a","9":"b"}'],
    [
      'writes numbers as ECMAScript does',
      [1e21, 1e-7, -0, 0.1 + 0.2, 4.5, 100],
      '[1e+21,1e-7,0,0.30000000000000004,4.5,100]',
    ],
    [
      'escapes what must be and nothing else',
      '\u0000\u001f"\\/\n\t\u007f€',
      String.raw`"\u0000\u001f\"\\/\n\t` + '\u007f€"',
    ],
    ['keeps literals', [true, false, null], '[true,false,null]'],
    ['leaves absent values out', { a: undefined, b: 1 }, '{"b":1}'],
  ]
  for (const [name, value, text] of samples) {
    it(name, () => {
      assert.equal(canonical(value), text)
    })
  }

  it('is the same however a value was written, and a fixed point', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonical(value)
        const again: unknown = JSON.parse(text)
        assert.equal(canonical(again), text)
        assert.deepEqual(again, JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  it('throws for what JSON cannot carry', () => {
    const lone = '\ud83d'
    for (const value of [
      undefined,
      () => 1,
      Number.NaN,
      Infinity,
      lone,
      { a: [lone] },
      { [lone]: 1 },
    ]) {
      assert.throws(() => canonical(value), Error)
    }
  })
})

describe('canonicalBytes()', () => {
  it('are UTF-8', () => {
    assert.equal(toHex(canonicalBytes('€')), '22e282ac22')
  })
})
