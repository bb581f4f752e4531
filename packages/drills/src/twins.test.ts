import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { runTwins, twinsLine, twinsPassed } from './twins/run.ts'

/** With fewer, chance may hide the hub that is only restless after a deed: it is told from half of the looks. */
const looks = 64

describe('four hubs on one wire', { timeout: 300_000 }, () => {
  it('ask for the same bytes at the same pace, whatever fits, is looked at or declined; control: four that leak are caught', async (t) => {
    const said: string[] = []
    const voice = {
      say: (text: string) => said.push(text),
      note: (text: string) => said.push(text),
    }
    const result = await runTwins(looks, voice)
    t.diagnostic(twinsLine(result))
    assert.ok(twinsPassed(result), [...said, twinsLine(result)].join('\n'))
  })
})
