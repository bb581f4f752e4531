import { mkdir } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

import { z } from 'zod'

import { answer } from './log-entries.ts'
import { startTarget } from './target.ts'

/** More than a batch waits for an answer at a time, so that it is the server that sets the pace. */
const connections = 512

export interface HttpWork {
  /** Entries a second that are sent, whether or not earlier ones are answered. */
  readonly perSecond: number
  readonly seconds: number
}

export interface HttpFigures {
  /** Answered with an index in a published checkpoint, each second until the last answer. */
  readonly perSecond: number
  /** Milliseconds, from the moment when an entry was due to be sent. */
  readonly p50: number
  readonly p99: number
  readonly worst: number
  /** Of one processor: what the server used. */
  readonly processor: number
}

const Told = z.object({ micros: z.number(), entries: z.number() })

/**
 * Sends entries at an even pace, each in a request of its own, to a server that answers when the
 * entry's checkpoint is published. What is late is counted from when it should have been sent: a server that
 * stalls is not spared the requests that would have come.
 *
 * @throws {Error} where an answer is no success, or the log has not as many entries as were answered
 */
export async function measureHttp(directory: string, work: HttpWork): Promise<HttpFigures> {
  const dataDirectory = join(directory, 'data')
  await mkdir(dataDirectory, { recursive: true })
  await using target = await startTarget('log-http-target.ts', [dataDirectory])
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  try {
    await send({ agent, port: target.port, number: 0 })
    const before = Told.parse(await target.ask())
    const started = performance.now()
    const millis = await sendEvenly(work, async (number) => {
      await send({ agent, port: target.port, number })
    })
    const seconds = (performance.now() - started) / 1000
    const after = Told.parse(await target.ask())
    if (after.entries - before.entries !== millis.length)
      throw new Error('The log has not the entries that were answered')
    return {
      perSecond: millis.length / seconds,
      p50: quantile(millis, 0.5),
      p99: quantile(millis, 0.99),
      worst: quantile(millis, 1),
      processor: (after.micros - before.micros) / 1e6 / seconds,
    }
  } finally {
    agent.destroy()
  }
}

/** @returns how long each took, in milliseconds */
async function sendEvenly(
  { perSecond, seconds }: HttpWork,
  sendOne: (number: number) => Promise<void>,
): Promise<readonly number[]> {
  const all = perSecond * seconds
  const started = performance.now()
  const running: Promise<number>[] = []
  async function timed(number: number): Promise<number> {
    const due = started + ((number - 1) * 1000) / perSecond
    await sendOne(number)
    return performance.now() - due
  }
  while (running.length < all) {
    const due = ((performance.now() - started) / 1000) * perSecond
    while (running.length < Math.min(due, all)) running.push(timed(running.length + 1))
    await wait(1)
  }
  return await Promise.all(running)
}

interface Sending {
  readonly agent: Agent
  readonly port: number
  readonly number: number
}

/** Returns when the entry is in a published checkpoint. */
async function send({ agent, port, number }: Sending): Promise<void> {
  const body = JSON.stringify(answer(number))
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const sending = request(
      {
        agent,
        host: '127.0.0.1',
        port,
        method: 'POST',
        path: '/entries',
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      },
      (response) => {
        response.once('end', () => {
          resolve(response.statusCode)
        })
        response.once('error', reject)
        response.resume()
      },
    )
    sending.once('error', reject)
    sending.end(body)
  })
  if (status !== 200) throw new Error(`The answer was ${String(status)}`)
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
