import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

import { z } from 'zod'

import { nodeWords } from './node-words.ts'

/** A target that has not said its port by then has failed; nor does a question take so long. */
const answerMillis = 20_000

/** A server in a process of its own, which says its port first and then answers questions. */
export class Target implements AsyncDisposable {
  readonly port: number
  readonly #child: ChildProcess

  constructor(child: ChildProcess, port: number) {
    this.port = port
    this.#child = child
  }

  /** What it tells of itself now. */
  async ask(): Promise<unknown> {
    const answer = answerOf(this.#child)
    this.#child.send('tell')
    return await answer
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await stop(this.#child)
  }
}

/** @param file one of this directory: `*-target.ts` */
export async function startTarget(file: string, words: readonly string[]): Promise<Target> {
  const path = join(import.meta.dirname, file)
  const child = spawn(process.execPath, [...nodeWords, path, ...words], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  try {
    const { port } = z.object({ port: z.number() }).parse(await answerOf(child))
    return new Target(child, port)
  } catch (error) {
    await stop(child)
    throw error
  }
}

/** What it says next; refused when it ends or is late. */
async function answerOf(child: ChildProcess): Promise<unknown> {
  const settled = new AbortController()
  const signal = AbortSignal.any([settled.signal, AbortSignal.timeout(answerMillis)])
  try {
    const said = once(child, 'message', { signal })
    const ended = once(child, 'exit', { signal }).then(() => {
      throw new Error('A server ended before its answer')
    })
    const [answer] = z.tuple([z.unknown()], z.unknown()).parse(await Promise.race([said, ended]))
    return answer
  } finally {
    settled.abort()
  }
}

/** One that was never stopped would keep this process waiting for ever. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}
