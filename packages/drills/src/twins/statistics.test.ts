import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { diceOf } from '../fork/run.ts'
import { compareSamples } from './statistics.ts'

describe('compareSamples()', () => {
  it('gives what the definition gives for a few numbers', () => {
    assert.equal(compareSamples([1, 2, 3, 4], [1, 2, 3, 4]).d, 0)
    assert.equal(compareSamples([1, 2, 3, 4], [5, 6, 7, 8]).d, 1)
    assert.equal(compareSamples([1, 2, 3, 4], [3, 4, 5, 6]).d, 0.5)
    // ties on both sides count once
    assert.equal(compareSamples([1, 1, 1, 2], [1, 2, 2, 2]).d, 0.5)
  })

  it('has the critical values of the tables', () => {
    // 1.36 √(2/n) at 5 %, 1.95 √(2/n) at 0.1 %, for large n
    const size = 20_000
    for (const [value, level] of [
      [1.36, 0.05],
      [1.63, 0.01],
      [1.95, 0.001],
    ] as const) {
      const { p } = shifted(size, Math.round(value * Math.sqrt(2 / size) * size))
      assert.ok(Math.abs(p / level - 1) < 0.06, `${String(p)} for ${String(level)}`)
    }
  })

  it('calls samples of one distribution different as often as it says', () => {
    const dice = diceOf(5)
    function sample(from: number): readonly number[] {
      return Array.from({ length: 200 }, () => from + dice(60_000))
    }
    const rounds = 1000
    const ps = Array.from({ length: rounds }, () => compareSamples(sample(0), sample(0)).p)
    function below(level: number): number {
      return ps.filter((p) => p < level).length / rounds
    }
    assert.ok(below(0.1) < 0.13 && below(0.1) > 0.06, String(below(0.1)))
    assert.ok(below(0.01) < 0.02, String(below(0.01)))
    assert.ok(compareSamples(sample(0), sample(12_000)).p < 1e-4, 'control: a shift is found')
  })
})

function shifted(n: number, by: number) {
  const sample = Array.from({ length: n }, (_, at) => at)
  return compareSamples(
    sample,
    sample.map((one) => one + by),
  )
}
