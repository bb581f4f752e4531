import { Agent, get } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

import { percentile } from './percentile.ts'

export interface Pace {
  readonly url: string
  readonly connections: number
  readonly perSecond: number
  readonly seconds: number
}

/** Requests leave so close together at most: timers of Node have a millisecond. */
const tickMillis = 1

/**
 * Clients that come evenly, each connection in its turn: from when a request was due until the last byte of its
 * answer, the 99th percentile in milliseconds. Connections are open before the first is counted.
 *
 * @throws {Error} where an answer is no success
 */
export async function pacedP99({ url, connections, perSecond, seconds }: Pace): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections, scheduling: 'fifo' })
  try {
    await Promise.all(Array.from({ length: connections }, async () => await fetched(url, agent)))
    const count = perSecond * seconds
    const began = performance.now()
    const waits: Promise<number>[] = []
    while (waits.length < count) {
      const due = Math.min(count, Math.floor(((performance.now() - began) * perSecond) / 1000))
      while (waits.length < due) {
        const dueAt = began + (waits.length * 1000) / perSecond
        waits.push(fetched(url, agent).then(() => performance.now() - dueAt))
      }
      await sleep(tickMillis)
    }
    return percentile(await Promise.all(waits), 99)
  } finally {
    agent.destroy()
  }
}

async function fetched(url: string, agent: Agent): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const request = get(url, { agent }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`An answer ${String(answer.statusCode)}`))
      answer.resume()
      answer.once('end', resolve)
    })
    request.once('error', reject)
  })
}
