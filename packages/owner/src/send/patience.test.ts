import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { Fault } from '@porchlight/core'

import { ConnectionLost, namelessLine, patiently, pause, pauseMillis } from './patience.ts'
import type { Patience } from './patience.ts'

function patience(signal?: AbortSignal): Patience & { readonly pauses: number[] } {
  const pauses: number[] = []
  return {
    pauses,
    random: (length) => new Uint8Array(length).fill(255),
    signal,
    waiting: () => undefined,
    pause: async (millis) => {
      await Promise.resolve()
      pauses.push(millis)
    },
  }
}

/** Fails with each of the errors in turn, then gives 'done'. */
function failing(...errors: readonly Error[]): () => Promise<string> {
  const left = [...errors]
  return async () => {
    await Promise.resolve()
    const error = left.shift()
    if (error !== undefined) throw error
    return 'done'
  }
}

describe('patiently()', () => {
  it('goes on after lost connections and after refusals that pass', async () => {
    const own = patience()
    const work = failing(
      new ConnectionLost(),
      new Fault('log/unavailable'),
      new Fault('rate/too-many'),
      new Fault('upload/offset'),
      // what `call` makes of a proxy's page of HTML
      new Fault('internal', { cause: new SyntaxError('<') }),
    )
    assert.equal(await patiently(own, work), 'done')
    assert.deepEqual(own.pauses, [500, 1000, 2000, 4000, 8000])
  })

  it('never gives up, and never waits longer than half a minute', async () => {
    const own = patience()
    const lost = Array.from({ length: 100 }, () => new ConnectionLost())
    assert.equal(await patiently(own, failing(...lost)), 'done')
    assert.equal(Math.max(...own.pauses), 30_000)
  })

  it('waits shortly again once something moved', async () => {
    const own = patience()
    let calls = 0
    await patiently(own, async (progressed) => {
      await Promise.resolve()
      calls += 1
      if (calls === 3) progressed()
      if (calls < 5) throw new ConnectionLost()
    })
    assert.deepEqual(own.pauses, [500, 1000, 500, 1000])
  })

  it('passes on what does not pass by itself', async () => {
    for (const error of [new Fault('request/expired'), new Fault('internal'), new TypeError('x')]) {
      const own = patience()
      await assert.rejects(patiently(own, failing(error)), error)
      assert.deepEqual(own.pauses, [])
    }
  })

  it('stops with the reason of the signal', async () => {
    const reason = new Error('enough')
    const work = failing(new ConnectionLost())
    await assert.rejects(patiently(patience(AbortSignal.abort(reason)), work), reason)
  })
})

describe('pause()', () => {
  it('ends at once when stopped', async () => {
    const stop = new AbortController()
    const reason = new Error('enough')
    const waiting = pause(60_000, stop.signal)
    stop.abort(reason)
    await assert.rejects(waiting, reason)
    await assert.rejects(pause(60_000, stop.signal), reason)
  })
})

describe('pauseMillis()', () => {
  it('lies between half and all of its bound, as chance has it', () => {
    assert.equal(
      pauseMillis(0, () => Uint8Array.of(0)),
      250,
    )
    assert.equal(
      pauseMillis(0, () => Uint8Array.of(255)),
      500,
    )
  })
})

describe('namelessLine()', () => {
  it('sends without cookies, referrer or cache, whatever the request said', async () => {
    const seen: Request[] = []
    const line = namelessLine(
      {
        origin: 'http://localhost',
        send: async (request) => {
          await Promise.resolve()
          seen.push(request)
          return new Response()
        },
      },
      undefined,
    )
    await line.send(new Request('http://localhost/', { credentials: 'include' }))
    const [{ credentials, referrerPolicy, cache } = new Request('http://x')] = seen
    assert.deepEqual([credentials, referrerPolicy, cache], ['omit', 'no-referrer', 'no-store'])
  })

  it('tells a lost connection from a stop', async () => {
    const stop = new AbortController()
    const line = namelessLine(
      {
        origin: 'http://localhost',
        send: async () => {
          await Promise.resolve()
          throw new TypeError('fetch failed')
        },
      },
      stop.signal,
    )
    await assert.rejects(line.send(new Request('http://localhost/')), ConnectionLost)
    const reason = new Error('enough')
    stop.abort(reason)
    await assert.rejects(line.send(new Request('http://localhost/')), reason)
  })
})
