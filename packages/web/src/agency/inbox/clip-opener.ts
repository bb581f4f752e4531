import { Fault } from '@porchlight/core'

import type { OpenedClip, OpenJob, OpenMessage } from './open-job.ts'

/** Two at a time: one is fetched while the other is decrypted, and the screen keeps a core. */
const workers = 2

interface Waiting {
  readonly job: OpenJob
  readonly onProgress: (bytes: number) => void
  readonly resolve: (opened: OpenedClip) => void
  readonly reject: (error: unknown) => void
}

/** Opens clips in workers, in the order asked; an urgent one goes first. */
export class ClipOpener {
  readonly #idle: Worker[] = []
  readonly #all: Worker[] = []
  #queue: readonly Waiting[] = []
  #ended = false

  /** @throws {Fault} as `open`; {@link TypeError} where the connection broke */
  async open(
    job: OpenJob,
    {
      urgent,
      onProgress,
    }: { readonly urgent: boolean; readonly onProgress: (bytes: number) => void },
  ): Promise<OpenedClip> {
    return await new Promise((resolve, reject) => {
      const waiting = { job, onProgress, resolve, reject }
      this.#queue = urgent ? [waiting, ...this.#queue] : [...this.#queue, waiting]
      this.#next()
    })
  }

  end(): void {
    this.#ended = true
    this.#queue = []
    for (const worker of this.#all) worker.terminate()
  }

  #next(): void {
    const [first, ...rest] = this.#queue
    if (first === undefined || this.#ended) return
    const worker = this.#idle.pop() ?? this.#more()
    if (worker === null) return
    this.#queue = rest
    this.#run(worker, first)
  }

  #more(): Worker | null {
    if (this.#all.length >= workers) return null
    const worker = new Worker(new URL('open-worker.ts', import.meta.url), { type: 'module' })
    this.#all.push(worker)
    return worker
  }

  #run(worker: Worker, { job, onProgress, resolve, reject }: Waiting): void {
    const listening = new AbortController()
    const { signal } = listening
    const done = (): void => {
      listening.abort()
      this.#idle.push(worker)
      this.#next()
    }
    worker.addEventListener(
      'message',
      ({ data }: MessageEvent<OpenMessage>) => {
        if (data.kind === 'progress') {
          onProgress(data.bytes)
          return
        }
        done()
        if (data.kind === 'opened') resolve(data.opened)
        else reject(data.code === 'offline' ? new TypeError('Offline') : new Fault(data.code))
      },
      { signal },
    )
    worker.addEventListener(
      'error',
      (cause) => {
        done()
        reject(new Error('The worker failed', { cause }))
      },
      { signal },
    )
    worker.postMessage(job, [])
  }
}
