import assert from 'node:assert/strict'
import { describe, it } from 'node:test'

import { boundedBody } from './bounded-body.ts'

describe('boundedBody()', () => {
  it('gives a body whole, up to the last byte that is allowed', async () => {
    assert.deepEqual(await boundedBody(new Response('four'), 4), new TextEncoder().encode('four'))
    assert.equal((await boundedBody(new Response(null), 4)).length, 0)
  })

  it('reads no further from a server that sends without end', async () => {
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += 1
        controller.enqueue(new Uint8Array(1000))
      },
    })
    await assert.rejects(boundedBody(new Response(endless), 10_000), /sends more than it should/)
    assert.ok(sent < 20, String(sent))
  })
})
