import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { attacks, honestOffer } from './fork/attacks.ts'
import { honestUpdates } from './fork/honest.ts'
import { diceOf, faultsOf } from './fork/run.ts'

describe('a client of the feed', () => {
  for (const [name, play] of attacks) {
    it(`refuses: ${name}; and falls for it without the check`, async () => {
      const cases = await play()
      assert.ok(cases.length > 0)
      assert.deepEqual((await Promise.all(cases.map(faultsOf))).flat(), [])
    })
  }

  it('refuses a feed in which any one bit is turned', async () => {
    const { client, offer } = await honestOffer()
    const dice = diceOf(11)
    const end = offer.feed.lastIndexOf('}'.charCodeAt(0))
    for (let time = 0; time < 30; time += 1) {
      const feed = offer.feed.slice()
      // now in the text, now in the padding
      const at = time % 3 === 0 ? end + dice(feed.length - end) : dice(end)
      feed[at] = (feed[at] ?? 0) ^ (1 << dice(8))
      const verdict = await client.copy().look({ ...offer, feed })
      assert.equal(verdict.accepted, false, String(at))
      assert.equal(verdict.check, 'digest')
    }
    assert.equal((await client.look(offer)).accepted, true, 'control')
  })

  it('raises no false alarm', async () => {
    const { alarms, seen } = await honestUpdates(6, diceOf(7))
    assert.deepEqual(alarms, [])
    assert.ok(seen.feeds >= 6 && seen.requests > 0)
  })
})
