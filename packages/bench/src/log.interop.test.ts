import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { benchLog } from './log.ts'

describe('the bench of the log', () => {
  it('measures each bar, however little there is to do', async (t) => {
    const said: string[] = []
    t.mock.method(console, 'log', (line: string) => said.push(line))
    t.mock.method(console, 'error', () => undefined)
    // each measure throws where what it measured is not what was done; what is fast enough is not a test's business
    await benchLog({
      appends: [2, 4],
      http: { perSecond: [10, 50], seconds: 1 },
      verify: [300, 600],
    })
    for (const figure of [
      /^log appends: \d+ entries\/s/,
      /^log http: \d+ entries\/s/,
      /^log http: p99 \d+ ms/,
      /^log verify: [\d.]+ s/,
      /^log verify: \d+ MiB/,
    ])
      assert.ok(
        said.some((line) => figure.test(line)),
        `${String(figure)} in\n${said.join('\n')}`,
      )
  })
})
