import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'

import { createMemoryStore } from '@porchlight/log'

import type { Alert } from './alert.ts'
import { openDeliveries } from './deliver.ts'

const webhook = 'https://newspaper.example/hook'

function alertOf(says: string): Alert {
  return { instance: 'https://example.com', code: 'stall', says, at: '2026-11-23T10:00:00Z' }
}

/** A receiver that answers as a test says, and what it was sent. */
function receiver(): {
  status: number
  readonly got: string[]
  readonly send: (request: Request) => Promise<Response>
} {
  const got: string[] = []
  const world = { status: 200, got, send }
  async function send(request: Request): Promise<Response> {
    if (world.status === 0) throw new TypeError('fetch failed')
    assert.deepEqual([request.method, request.url], ['POST', webhook])
    assert.equal(request.headers.get('content-type'), 'application/json')
    const text = await request.text()
    if (world.status < 300) got.push(text)
    return new Response(null, { status: world.status })
  }
  return world
}

describe('deliveries', () => {
  it('post each alert once, in order', async () => {
    const world = receiver()
    const store = createMemoryStore()
    const deliveries = openDeliveries({ store, channels: { webhook }, send: world.send })
    await deliveries.add([alertOf('a'), alertOf('b')])
    await deliveries.add([])
    assert.equal(await deliveries.flush(), 0)
    assert.equal(await deliveries.flush(), 0)
    assert.deepEqual(
      world.got,
      [alertOf('a'), alertOf('b')].map((alert) => JSON.stringify(alert)),
    )
  })

  it('wait for a receiver that is away or refuses, also over a new start', async () => {
    const world = receiver()
    const store = createMemoryStore()
    for (const status of [0, 503]) {
      world.status = status
      const first = openDeliveries({ store, channels: { webhook }, send: world.send })
      await first.add([alertOf(String(status))])
      assert.ok((await first.flush()) > 0)
    }
    world.status = 204
    const again = openDeliveries({ store, channels: { webhook }, send: world.send })
    assert.equal(await again.flush(), 0)
    assert.deepEqual(
      world.got.map((text) => /"says":"(\d+)"/.exec(text)?.[1]),
      ['0', '503'],
    )
  })

  it('give each alert to a command, which may fail or not read it', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'porchlight-deliver-'))
    const file = join(directory, 'got')
    const store = createMemoryStore()
    const { send } = receiver()
    try {
      const failing = openDeliveries({ store, channels: { command: 'exit 3' }, send })
      await failing.add([alertOf('a'), alertOf('b')])
      assert.equal(await failing.flush(), 2)
      const mail = openDeliveries({ store, channels: { command: `cat >> '${file}'` }, send })
      assert.equal(await mail.flush(), 0)
      const lines = [alertOf('a'), alertOf('b')].map((alert) => `${JSON.stringify(alert)}\n`)
      assert.equal(await readFile(file, 'utf8'), lines.join(''))
    } finally {
      await rm(directory, { recursive: true })
    }
  })

  it('lose none where several come at once', async () => {
    const world = receiver()
    const store = createMemoryStore()
    const deliveries = openDeliveries({ store, channels: { webhook }, send: world.send })
    const texts = Array.from({ length: 20 }, (_, number) => String(number))
    await Promise.all(
      texts.map(async (text) => {
        await deliveries.add([alertOf(text)])
        await deliveries.flush()
      }),
    )
    assert.equal(world.got.length, 20)
  })
})
