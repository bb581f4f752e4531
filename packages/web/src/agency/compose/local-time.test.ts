import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { resolve } from './local-time.ts'

const zone = 'America/New_York'

describe('resolve()', () => {
  it('gives the instant of an ordinary time', () => {
    assert.deepEqual(resolve({ local: '2026-11-20T21:30', fold: null }, zone), {
      kind: 'at',
      instant: '2026-11-21T02:30:00Z',
      choices: null,
    })
  })

  it('says that the clocks skip an hour in spring', () => {
    assert.deepEqual(resolve({ local: '2026-03-08T02:30', fold: null }, zone), { kind: 'skipped' })
  })

  it('asks which of the two is meant in autumn', () => {
    assert.deepEqual(resolve({ local: '2026-11-01T01:30', fold: null }, zone), {
      kind: 'twice',
      choices: ['2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z'],
    })
  })

  it('takes the one that was chosen', () => {
    const resolved = resolve({ local: '2026-11-01T01:30', fold: 'second' }, zone)
    assert.equal(resolved.kind === 'at' && resolved.instant, '2026-11-01T06:30:00Z')
  })

  it('gives nothing for a time that is not whole', () => {
    assert.deepEqual(resolve({ local: '2026-11-', fold: null }, zone), { kind: 'empty' })
  })
})
