import { spawn } from 'node:child_process'
import type { ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

import { freePort } from '@porchlight/e2e'

/** A server in a process of its own, started as an operator starts it. */
export interface Instance {
  readonly origin: string
  readonly dataDirectory: string
  /** The first steward's one-time link. */
  readonly stewardLink: string
  /** Aborted when the server ends, by itself or because it was stopped. */
  readonly died: AbortSignal
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/** A server that has not said where the first steward joins by then has failed. */
const startMillis = 30_000
const stopMillis = 10_000

const porchlight = join(import.meta.dirname, '..', '..', '..', 'launch', 'porchlight.mjs')

/**
 * Starts `porchlight serve` on a free port, with answers released at once.
 *
 * @throws {Error} with the server's last words where it does not start.
 */
export async function startInstance(dataDirectory: string): Promise<Instance> {
  const port = String(await freePort())
  const origin = `http://localhost:${port}`
  const address = ['--origin', origin, '--port', port]
  const server = new ServerProcess(['--data', dataDirectory, ...address, '--release-minutes', '0'])
  try {
    return {
      origin,
      dataDirectory,
      stewardLink: await server.link(),
      died: server.died,
      [Symbol.asyncDispose]: async () => {
        await server.stop()
      },
    }
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** The launcher and the server, in a group of their own so that they stop together. */
class ServerProcess {
  readonly #child: ChildProcessByStdio<null, Readable, Readable>
  readonly #died = new AbortController()
  #lastWords = ''
  readonly #kill = (): void => {
    this.#signal('SIGKILL')
  }

  constructor(words: readonly string[]) {
    this.#child = spawn(process.execPath, [porchlight, 'serve', ...words], {
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    this.#child.once('exit', () => {
      process.off('exit', this.#kill)
      this.#died.abort(new Error(`The server ended: ${this.#lastWords}`))
    })
    this.#child.stderr.on('data', (said: Buffer) => {
      this.#lastWords = (this.#lastWords + said.toString()).slice(-maxLastWords)
    })
    // a drill that is stopped leaves no server behind
    process.once('exit', this.#kill)
  }

  get died(): AbortSignal {
    return this.#died.signal
  }

  /** The first steward's one-time link, as the server prints it. */
  async link(): Promise<string> {
    const lines = createInterface({ input: this.#child.stdout })
    const late = setTimeout(() => {
      lines.close()
    }, startMillis)
    try {
      for await (const line of lines) {
        const link = /https?:\S+\/join#\S+/.exec(line)?.[0]
        if (link !== undefined) return link
      }
      throw new Error(`The server did not start: ${this.#lastWords}`)
    } finally {
      clearTimeout(late)
      // what it says later is of no interest, and must not fill the pipe
      this.#child.stdout.resume()
    }
  }

  async stop(): Promise<void> {
    if (this.died.aborted) return
    const gone = once(this.#child, 'exit')
    this.#signal('SIGTERM')
    const late = setTimeout(this.#kill, stopMillis)
    await gone
    clearTimeout(late)
    // the launcher may be gone before the server
    this.#kill()
  }

  #signal(signal: 'SIGTERM' | 'SIGKILL'): void {
    if (this.#child.pid === undefined) return
    try {
      process.kill(-this.#child.pid, signal)
    } catch (error) {
      if (!isNoSuchProcess(error)) throw error
    }
  }
}

/** Enough for an error with its stack. */
const maxLastWords = 4096

function isNoSuchProcess(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ESRCH'
}
