import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import { freePort } from '@porchlight/e2e'

/** A server in a process of its own, started as an operator starts it. */
export interface Instance {
  readonly origin: string
  readonly dataDirectory: string
  /** The first steward's one-time link. */
  readonly stewardLink: string
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/** A server that has not said where the first steward joins by then has failed. */
const startMillis = 30_000
const stopMillis = 10_000

const porchlight = join(import.meta.dirname, '..', '..', '..', 'launch', 'porchlight.mjs')

export async function startInstance(dataDirectory: string): Promise<Instance> {
  const port = String(await freePort())
  const origin = `http://localhost:${port}`
  const address = ['--origin', origin, '--port', port]
  const server = spawn(
    process.execPath,
    [porchlight, 'serve', '--data', dataDirectory, ...address, '--release-minutes', '0'],
    // its own group, so that the launcher and the server stop together
    { stdio: ['ignore', 'pipe', 'ignore'], detached: true },
  )
  try {
    const stewardLink = await linkFrom(server)
    return {
      origin,
      dataDirectory,
      stewardLink,
      [Symbol.asyncDispose]: async () => {
        await stop(server)
      },
    }
  } catch (error) {
    await stop(server)
    throw error
  }
}

async function linkFrom(server: ChildProcess): Promise<string> {
  if (server.stdout === null) throw new Error('The server says nothing')
  const lines = createInterface({ input: server.stdout })
  const late = setTimeout(() => {
    lines.close()
  }, startMillis)
  try {
    for await (const line of lines) {
      const link = /https?:\S+\/join#\S+/.exec(line)?.[0]
      if (link !== undefined) return link
    }
    throw new Error('The server did not start')
  } finally {
    clearTimeout(late)
    // what it says later is of no interest, and must not fill the pipe
    server.stdout.resume()
  }
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.pid === undefined) return
  const { pid } = server
  const gone = new Promise((resolve) => server.once('exit', resolve))
  process.kill(-pid, 'SIGTERM')
  const late = setTimeout(() => {
    process.kill(-pid, 'SIGKILL')
  }, stopMillis)
  await gone
  clearTimeout(late)
}
