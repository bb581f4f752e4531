import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

import { connectAsync } from 'mqtt'

import { NotAtHome, Notices, tellBroker } from './mqtt.ts'
import { hearReviews } from './reviews.ts'

const run = promisify(execFile)

describe('a broker at home', () => {
  it('keeps the number of matches and how Home Assistant shows it; absent: anything about them', async () => {
    await using broker = await openMosquitto()
    const { url } = broker
    await tellBroker({ url, user: 'hub', password: 'porch light' }, 0)
    await tellBroker({ url, user: 'hub', password: 'porch light' }, 2)
    const kept = await keptBy(url)
    assert.deepEqual([...kept.keys()].toSorted(), [
      'homeassistant/sensor/porchlight_matches/config',
      'porchlight/hub/matches',
    ])
    assert.equal(kept.get('porchlight/hub/matches'), '2')
    const config: unknown = JSON.parse(
      kept.get('homeassistant/sensor/porchlight_matches/config') ?? '',
    )
    assert.ok(typeof config === 'object' && config !== null && 'state_topic' in config)
    assert.equal(config.state_topic, 'porchlight/hub/matches')
  })

  it('that refuses the password is told again at the next look', async () => {
    await using broker = await openMosquitto()
    const { url } = broker
    const failures: unknown[] = []
    let password = 'wrong'
    const notices = new Notices(
      async (matches) => {
        await tellBroker({ url, user: 'hub', password }, matches)
      },
      (error) => failures.push(error),
    )
    notices.matches(1)
    await notices.settled()
    assert.equal(failures.length, 1)
    password = 'porch light'
    notices.matches(1)
    notices.matches(1)
    await notices.settled()
    assert.equal((await keptBy(url)).get('porchlight/hub/matches'), '1')
    assert.equal(failures.length, 1)
  })

  it('tells of each review of a Frigate that is over; absent: those that go on, and what is none', async () => {
    await using broker = await openMosquitto()
    const known = { url: broker.url, user: 'hub', password: 'porch light' }
    const heard: string[] = []
    const stop = new AbortController()
    const hearing = hearReviews(known, (camera) => heard.push(camera), stop.signal)
    const frigate = await connectAsync(broker.url, { username: 'hub', password: 'porch light' })
    async function say(message: unknown): Promise<void> {
      const text = typeof message === 'string' ? message : JSON.stringify(message)
      await frigate.publishAsync('frigate/reviews', text, { qos: 1 })
    }
    const over = { type: 'end', before: {}, after: { camera: 'yard', severity: 'alert' } }
    // nothing is kept for those who come later: it is said until it is heard
    for (let tries = 0; heard.length === 0 && tries < 100; tries += 1) {
      await say(over)
      await sleep(50)
    }
    heard.length = 0
    await say({ ...over, type: 'new' })
    await say('no JSON')
    await say({ type: 'end', after: { camera: 7 } })
    await say({ ...over, after: { camera: 'drive' } })
    for (let tries = 0; !heard.includes('drive') && tries < 100; tries += 1) await sleep(50)
    assert.deepEqual(
      heard.filter((camera) => camera !== 'yard'),
      ['drive'],
    )
    await frigate.endAsync()
    stop.abort()
    await hearing
  })

  it('is not one where its address is outside of the house', async () => {
    const outside = { url: 'mqtt://198.51.100.7:1883', user: null, password: null }
    await assert.rejects(tellBroker(outside, 1), NotAtHome)
    const { signal } = new AbortController()
    await assert.rejects(
      hearReviews(outside, () => undefined, signal),
      NotAtHome,
    )
  })
})

/** What a broker gives to whoever comes later. */
async function keptBy(url: string): Promise<ReadonlyMap<string, string>> {
  const client = await connectAsync(url, { username: 'hub', password: 'porch light' })
  const kept = new Map<string, string>()
  client.on('message', (topic, payload, { retain }) => {
    if (retain) kept.set(topic, payload.toString())
  })
  await client.subscribeAsync('#')
  await sleep(300)
  await client.endAsync()
  return kept
}

/** Debian's broker, for one user. */
async function openMosquitto(): Promise<{ readonly url: string } & AsyncDisposable> {
  const directory = await mkdtemp(join(tmpdir(), 'porchlight-mqtt-'))
  const port = await freePort()
  const passwords = join(directory, 'passwords')
  await writeFile(passwords, '')
  await run('mosquitto_passwd', ['-b', passwords, 'hub', 'porch light'])
  const config = join(directory, 'mosquitto.conf')
  await writeFile(
    config,
    `listener ${String(port)} 127.0.0.1\npassword_file ${passwords}\nuser root\n`,
  )
  const broker = spawn('mosquitto', ['-c', config], { stdio: 'ignore' })
  await untilOpen(port)
  return {
    url: `mqtt://127.0.0.1:${String(port)}`,
    [Symbol.asyncDispose]: async () => {
      broker.kill()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening)
  })
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- of a server that listens on a port
  const { port } = server.address() as AddressInfo
  await new Promise((closed) => {
    server.close(closed)
  })
  return port
}

async function untilOpen(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    try {
      const client = await connectAsync(`mqtt://127.0.0.1:${String(port)}`, {
        username: 'hub',
        password: 'porch light',
        reconnectPeriod: 0,
      })
      await client.endAsync()
      return
    } catch {
      await sleep(50)
    }
  }
  throw new Error('The broker does not start')
}
