import assert from 'node:assert/strict'
import { once, EventEmitter } from 'node:events'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

import { lookWhenHeard } from './heard.ts'

describe('lookWhenHeard()', () => {
  it('looks once after all that was heard, and again after what came later', async () => {
    const stop = new AbortController()
    const recorder = new EventEmitter()
    const looks = new EventEmitter()
    let looked = 0
    const running = lookWhenHeard(
      {
        settleMillis: 20,
        hear: async (heard, signal) => {
          recorder.on('saw', heard)
          await sleep(60_000, undefined, { signal })
        },
        look: async () => {
          looked += 1
          looks.emit('look')
          await Promise.resolve()
        },
      },
      stop.signal,
    )
    await sleep(60)
    assert.equal(looked, 0, 'absent: a look at nothing')
    recorder.emit('saw')
    recorder.emit('saw')
    await once(looks, 'look')
    await sleep(60)
    assert.equal(looked, 1)
    recorder.emit('saw')
    await once(looks, 'look')
    assert.equal(looked, 2)
    stop.abort()
    await assert.rejects(running, { name: 'AbortError' })
  })
})
