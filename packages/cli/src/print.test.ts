import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { bar, duration, plain, size, table, wrapped } from './print.ts'

describe('print', () => {
  it('lines columns up and leaves no spaces at the end', () => {
    assert.equal(
      table([
        ['a', 'bb', 'c'],
        ['aaa', 'b', ''],
      ]),
      'a    bb  c\naaa  b',
    )
  })

  it('counts sizes in powers of ten', () => {
    assert.deepEqual([0, 999, 1000, 1_250_000, 2e13].map(size), [
      '0 bytes',
      '999 bytes',
      '1.0 kB',
      '1.3 MB',
      '20.0 TB',
    ])
  })

  it('tells durations as players do', () => {
    assert.deepEqual([0, 5.04, 65.25, 3599.96, 3723.5].map(duration), [
      '0:00',
      '0:05',
      '1:05.3',
      '1:00:00',
      '1:02:03.5',
    ])
  })

  it('draws how far something is, never more than all of it', () => {
    assert.match(bar('x', 1, 2), /^x {2}\[={15} {15}\] {2}50 %$/)
    assert.match(bar('x', 3, 2), /\] 100 %$/)
    assert.match(bar('x', 0, 0), /\] 100 %$/)
  })

  it('lets no text of others steer the terminal', () => {
    assert.equal(plain('a\u001B[2Jb\u202Ec\nd é'), 'a\uFFFD[2Jb\uFFFDc\uFFFDd é')
  })

  it('breaks lines between words', () => {
    const lines = wrapped('word '.repeat(40).trim(), '  ').split('\n')
    assert.equal(lines.length, 3)
    assert.ok(lines.every((line) => line.length <= 78 && line.startsWith('  word')))
  })
})
