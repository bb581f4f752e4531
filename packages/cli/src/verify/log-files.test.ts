import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { Refusal } from '../refusal.ts'
import { filesOfDirectory, filesOfInstance } from './log-files.ts'
import type { LogFiles } from './log-files.ts'

const origin = 'https://example.com'

/** An instance's files: the statuses that it answers, in turn; and what was asked. */
function answering(...statuses: readonly number[]): {
  readonly files: LogFiles
  readonly asked: string[]
} {
  const asked: string[] = []
  async function send({ url }: Request): Promise<Response> {
    asked.push(url)
    const status = statuses[asked.length - 1] ?? 404
    return await Promise.resolve(new Response(status === 200 ? 'here' : null, { status }))
  }
  const files = filesOfInstance(origin, { send }, async () => {
    asked.push('a pause')
    await Promise.resolve()
  })
  return { files, asked }
}

describe('filesOfInstance()', () => {
  it('reads the log below /log and feeds beside it', async () => {
    const { files, asked } = answering(200, 200)
    assert.equal(Buffer.from((await files.read('tile/0/000')) ?? []).toString(), 'here')
    await files.read('feed/7')
    assert.deepEqual(asked, [`${origin}/log/tile/0/000`, `${origin}/feed/7`])
  })

  it('asks once more for a feed, and only once', async () => {
    const { files, asked } = answering(404)
    assert.equal(await files.read('tile/0/001'), null)
    assert.equal(await files.read('feed/7'), null)
    assert.equal(await files.read('feed/8'), null)
    assert.deepEqual(
      asked.map((url) => url.replace(origin, '')),
      ['/log/tile/0/001', '/feed/7', 'a pause', '/feed/7', '/feed/8'],
    )
  })

  it('tells a failing instance from an absent file', async () => {
    await assert.rejects(answering(503).files.read('checkpoint'), Refusal)
  })
})

describe('filesOfDirectory()', () => {
  it('knows no file that is not there', async () => {
    assert.equal(await filesOfDirectory('/nowhere').read('checkpoint'), null)
  })
})
