import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { barOf } from './bars.ts'

const window = { from: '2026-11-23T12:00:00Z', to: '2026-11-23T13:00:00Z' }

describe('barOf()', () => {
  it('draws what lies in the window, cut to it, and nothing of another', () => {
    const gaps = [
      { from: '2026-11-23T12:15:00Z', to: '2026-11-23T12:30:00Z' },
      { from: '2026-11-24T12:15:00Z', to: '2026-11-24T12:30:00Z' },
    ]
    const overlaps = [{ from: '2026-11-23T12:45:00Z', to: '2026-11-23T13:30:00Z' }]
    assert.deepEqual(barOf(window, { gaps, overlaps }), [
      { kind: 'gap', from: 0.25, to: 0.5 },
      { kind: 'twice', from: 0.75, to: 1 },
    ])
  })
})
