import { strict as assert } from 'node:assert'
import { describe, it } from 'node:test'

import { leakPassed, runLeak } from './trim-leak/run.ts'

describe('copies of a cut', { timeout: 600_000 }, () => {
  it('hold nothing that is planted in originals and no picture of outside, by either way; a stream copy is caught', async () => {
    const said: string[] = []
    const result = await runLeak(
      {
        forms: ['mp4: H.264 long GOP, AAC', 'ts: H.264, AAC, private data', 'ogv: Theora'],
        browser: true,
        damages: 40,
      },
      { say: (line) => said.push(line), note: () => undefined },
    )
    assert.ok(leakPassed(result), [...said, ...result.faults].join('\n'))
    assert.ok(result.kinds.size >= 20, 'control: they are in the originals')
    assert.equal(result.copies, 8, said.join('\n'))
    assert.equal(result.refused, 4, 'what neither way reads is refused')
    assert.ok(result.damage.refused > 10 && result.damage.all === 40)
  })
})
