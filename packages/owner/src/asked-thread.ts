import { Worker } from 'node:worker_threads'

/** A thread whose program answers each message with one, in their order. */
export class AskedThread<Question> {
  readonly #thread: Worker
  readonly #asked: PromiseWithResolvers<unknown>[] = []
  #hasEnded = false

  constructor(program: URL, workerData?: unknown) {
    this.#thread = new Worker(program, { workerData })
    this.#thread.on('message', (answer: unknown) => this.#asked.shift()?.resolve(answer))
    this.#thread.on('error', (error) => {
      this.#failAll(error)
    })
    this.#thread.on('exit', () => {
      this.#hasEnded = true
      this.#failAll(new Error(ended))
    })
  }

  /**
   * As the thread understands it, its answer unchecked.
   *
   * @throws what the thread died of, or that it ended
   */
  async ask(question: Question): Promise<unknown> {
    if (this.#hasEnded) throw new Error(ended)
    const asked = Promise.withResolvers<unknown>()
    this.#asked.push(asked)
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    this.#thread.postMessage(question)
    return await asked.promise
  }

  close(): void {
    void this.#thread.terminate()
  }

  #failAll(error: unknown): void {
    for (const { reject } of this.#asked.splice(0)) reject(error)
  }
}

const ended = 'The thread ended'

/** The program beside a file, compiled or not as the file is: the name without its ending, and `import.meta.url`. */
export function programBeside(name: string, url: string): URL {
  return new URL(`./${name}${url.endsWith('.ts') ? '.ts' : '.js'}`, url)
}
