import type { AnswerJob, SealJob, SealReport, SealTrouble } from '../../workers/seal-job.ts'

/** Why an answer could not be sealed on this device. */
export class SealStopped extends Error {
  override readonly name = 'SealStopped'
  readonly trouble: SealTrouble

  constructor(trouble: SealTrouble) {
    super(trouble)
    this.trouble = trouble
  }
}

/**
 * Seals an answer into its folder.
 *
 * @throws {SealStopped}; the signal's reason
 */
export async function sealInWorker(
  job: AnswerJob,
  progress: (part: number) => void,
  signal: AbortSignal,
): Promise<void> {
  await run({ kind: 'seal', ...job }, progress, signal)
}

/** Writes a small text into a folder on this device. @throws {SealStopped} */
export async function writeInWorker(folder: string, name: string, text: string): Promise<void> {
  await run({ kind: 'write', folder, name, text }, () => undefined, new AbortController().signal)
}

async function run(
  job: SealJob,
  progress: (part: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const worker = new Worker(new URL('../../workers/seal-worker.ts', import.meta.url), {
    type: 'module',
  })
  try {
    await new Promise<void>((resolve, reject) => {
      worker.addEventListener('message', ({ data }: MessageEvent<SealReport>) => {
        if (data.kind === 'progress') progress(data.total === 0 ? 1 : data.done / data.total)
        else if (data.kind === 'done') resolve()
        else reject(new SealStopped(data.trouble))
      })
      worker.addEventListener('error', () => {
        reject(new SealStopped('internal'))
      })
      signal.addEventListener('abort', () => {
        reject(signal.reason)
      })
      worker.postMessage(job, [])
    })
  } finally {
    worker.terminate()
  }
}
