import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { mapAhead, pieces } from './pieces.ts'

describe('pieces()', () => {
  it('regroups however the source is cut', async () => {
    const whole = Uint8Array.from({ length: 23 }, (_, i) => i)
    for (const cut of [1, 3, 5, 10, 23, 100]) {
      const found = await regrouped(whole, cut, 5)
      assert.deepEqual(
        found.map(({ bytes }) => bytes),
        [0, 5, 10, 15, 20].map((at) => [...whole.subarray(at, at + 5)]),
      )
      assert.deepEqual(
        found.map(({ last }) => last),
        [false, false, false, false, true],
      )
    }
  })

  it('ends with a full piece where the length is a multiple', async () => {
    const found = await regrouped(new Uint8Array(10), 4, 5)
    assert.deepEqual(
      found.map(({ bytes, last }) => [bytes.length, last]),
      [
        [5, false],
        [5, true],
      ],
    )
  })

  it('gives one empty piece for an empty stream', async () => {
    assert.deepEqual(await regrouped(new Uint8Array(0), 4, 5), [{ bytes: [], last: true }])
  })

  it('keeps a piece whole until three more were asked for', async () => {
    const whole = Uint8Array.from({ length: 40 }, (_, i) => i)
    const kept: Uint8Array[] = []
    for await (const { bytes } of pieces(cutUp(whole, 3), 5)) {
      kept.push(bytes)
      const at = Math.max(0, kept.length - 4) * 5
      const joined = kept.slice(-4).flatMap((piece) => [...piece])
      assert.deepEqual(joined, [...whole.subarray(at, at + joined.length)])
    }
    assert.equal(kept.length, 8)
  })
})

describe('mapAhead()', () => {
  it('works on several at a time and keeps their order', async () => {
    let underWay = 0
    let most = 0
    const results: number[] = []
    async function work(value: number): Promise<number> {
      most = Math.max(most, ++underWay)
      for (let i = 0; i < 10 - value; i++) await Promise.resolve()
      underWay--
      return value
    }
    for await (const value of mapAhead(numbers(), 3, work)) results.push(value)
    assert.deepEqual(results, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    assert.equal(most, 3)
  })

  it('passes a failure on and ends the source', async () => {
    let ended = false
    async function* source(): AsyncGenerator<number, void, undefined> {
      try {
        yield* numbers()
      } finally {
        ended = true
      }
    }
    const mapped = mapAhead(source(), 3, async (value) => {
      if (value === 2) throw new Error('two')
      return await Promise.resolve(value)
    })
    await assert.rejects(all(mapped), /two/)
    assert.equal(ended, true)
  })
})

interface Found {
  readonly bytes: readonly number[]
  readonly last: boolean
}

async function regrouped(whole: Uint8Array, cut: number, size: number): Promise<Found[]> {
  const found: Found[] = []
  for await (const { bytes, last } of pieces(cutUp(whole, cut), size))
    found.push({ bytes: [...bytes], last })
  return found
}

async function* cutUp(whole: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size)
}

async function* numbers(): AsyncGenerator<number, void, undefined> {
  for (let i = 0; i < 10; i++) yield i
}

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const values: T[] = []
  for await (const value of source) values.push(value)
  return values
}
