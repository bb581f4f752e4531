import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { attacks } from './fork/attacks.ts'
import { honestUpdates } from './fork/honest.ts'
import { diceOf, faultsOf } from './fork/run.ts'

describe('a client of the feed', () => {
  for (const [name, play] of attacks) {
    it(`refuses: ${name}; and falls for it without the check`, async () => {
      const cases = await play()
      assert.ok(cases.length > 0)
      assert.deepEqual(cases.flatMap(faultsOf), [])
    })
  }

  it('raises no false alarm', async () => {
    const { alarms, seen } = await honestUpdates(6, diceOf(7))
    assert.deepEqual(alarms, [])
    assert.ok(seen.feeds >= 6 && seen.requests > 0)
  })
})
