import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { benchHub } from './hub.ts'

describe('the bench of the hub', () => {
  it('measures each bar, however little there is to do', async (t) => {
    const said: string[] = []
    t.mock.method(console, 'log', (line: string) => said.push(line))
    t.mock.method(console, 'error', () => undefined)
    // each measure throws where what it measured is not what was done; what is fast enough is not a test's business
    await benchHub({ clips: 2000, files: 50, requests: 60, idleSeconds: 1 })
    for (const figure of [
      /^hub overlap: p50 [\d.]+ ms, p99 [\d.]+ ms/,
      /^hub cold: [\d.]+ s .* [1-9]\d* matches/,
      /^hub warm: [\d.]+ ms/,
      /^hub folder: 50 files indexed in [\d.]+ s/,
      /^hub idle: \d+ MiB/,
    ])
      assert.ok(
        said.some((line) => figure.test(line)),
        `${String(figure)} in\n${said.join('\n')}`,
      )
  })
})
