import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

import { openRecorder } from '../wire/recorder.ts'
import type { Recorder } from '../wire/recorder.ts'
import type { TwinName } from './lives.ts'
import { lookOf } from './looks.ts'
import type { Look } from './looks.ts'
import { Report } from './orders.ts'
import type { Orders } from './orders.ts'

/** A hub that does not get through a look by then has failed. */
const lookMillis = 120_000

/** A hub in a process of its own, whose line to the instance is recorded. */
export class HubProcess implements AsyncDisposable {
  readonly name: TwinName
  readonly looks: Look[] = []
  /** The most that matched at once. */
  matched = 0
  /** How often it had a feed that it believed. */
  accepted = 0
  readonly #child: ChildProcess
  readonly #recorder: Recorder
  #said = ''

  /** Follows the instance when this is done. */
  static async start(
    name: TwinName,
    {
      orders,
      port,
      from,
    }: { readonly orders: Orders; readonly port: number; readonly from: string },
  ): Promise<HubProcess> {
    const recorder = await openRecorder({ port, from, tunnel: true })
    const started = new HubProcess(name, recorder, orders)
    await started.#report()
    recorder.take()
    return started
  }

  private constructor(name: TwinName, recorder: Recorder, orders: Orders) {
    this.name = name
    this.#recorder = recorder
    const proxy = `http://127.0.0.1:${String(recorder.port)}`
    // the product's own calls, unchanged: the way through the recorder is one of the machine
    const env = {
      ...process.env,
      NODE_USE_ENV_PROXY: '1',
      HTTP_PROXY: proxy,
      NO_PROXY: '127.0.0.1',
    }
    this.#child = fork(join(import.meta.dirname, 'twin.ts'), [JSON.stringify(orders)], {
      execArgv: ['--conditions=porchlight', '--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env,
    })
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on('data', (bytes: Buffer) => {
        this.#said = (this.#said + bytes.toString()).slice(-4096)
      })
  }

  /** One look at the feed, and what the owner does in the pause after it. */
  async look(): Promise<void> {
    this.#child.send('go')
    const report = await this.#report()
    this.looks.push(lookOf(this.#recorder.take(), report))
    this.matched = Math.max(this.matched, report.matches)
    if (report.accepted) this.accepted += 1
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const gone = this.#child.exitCode === null ? once(this.#child, 'exit') : null
    this.#child.kill('SIGKILL')
    await gone
    await this.#recorder[Symbol.asyncDispose]()
  }

  async #report(): Promise<Report> {
    const stop = new AbortController()
    const late = setTimeout(() => {
      stop.abort(new Error('it is late'))
    }, lookMillis)
    const { signal } = stop
    try {
      const messages: readonly unknown[] = await Promise.race([
        once(this.#child, 'message', { signal }),
        once(this.#child, 'exit', { signal }).then(() => {
          throw new Error('it ended')
        }),
      ])
      return Report.parse(messages[0])
    } catch (error) {
      throw new Error(`The hub “${this.name}”: ${String(error)}\n${this.#said}`, { cause: error })
    } finally {
      clearTimeout(late)
      stop.abort()
    }
  }
}
