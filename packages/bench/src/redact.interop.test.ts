import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { benchRedact } from './redact.ts'

describe('the bench of copies with boxes', () => {
  it('measures both ways and their peers, however small the picture', async (t) => {
    const said: string[] = []
    t.mock.method(console, 'log', (line: string) => said.push(line))
    t.mock.method(console, 'error', () => undefined)
    // what is fast enough is not a test's business; a way that makes no copy throws
    await benchRedact({
      width: 640,
      height: 360,
      seconds: 5,
      rounds: 1,
      lengths: [1, 2],
      boxes: [0, 4],
    })
    for (const figure of [
      /^hub: [\d.]+ × real time .* a plain ffmpeg/,
      /^hub: [\d.]+ × the peer; beside the boxes SSIM 0\.9/,
      /^hub: the peer took [\d.]+ processor seconds .* [1-9]\d* MiB at most/,
      /^hub: \d+ s of video took [\d.]+ processor seconds .* [1-9]\d* MiB at most/,
      /^browser: [\d.]+ × real time .* a plain mediabunny/,
      /^browser: [\d.]+ × the peer; beside the boxes SSIM 0\.[89]/,
      /^browser: 4 boxes took [\d.]+ processor seconds .* [1-9]\d* MiB at most/,
    ])
      assert.ok(
        said.some((line) => figure.test(line)),
        `${String(figure)} in\n${said.join('\n')}`,
      )
  })
})
