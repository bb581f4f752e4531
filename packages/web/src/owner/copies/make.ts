import { newClipName } from '@porchlight/owner'

import { random } from '../../ui/randomness.ts'
import type { CopyJob, CopyReport } from '../../workers/copy-job.ts'
// oxlint-disable-next-line import/default -- the bundler gives the address of the bundled worker as the default
import copyWorkerUrl from '../../workers/copy-worker.ts?worker&url'
import type { PickedClip } from '../clips/clip.ts'
import { changeClip, currentClips } from '../clips/clips.ts'

/** What is being made; the next begins when that has ended. */
let making: Promise<void> = Promise.resolve()
let stop = new AbortController()

/**
 * Loads the program that makes copies with the page. Loaded when it is needed, it would tell the
 * network who prepared an answer, sent or not, from who only read.
 */
export function loadCopyProgram(): void {
  // where that fails, making the first copy loads it, and says what is wrong
  fetch(copyWorkerUrl, { priority: 'low' }).catch(() => undefined)
}

/** Makes every copy that is missing, one after another. Troubles are told clip by clip. */
export function startCopies(folder: string): void {
  stopCopies()
  const { signal } = (stop = new AbortController())
  making = makeAfter(making, folder, signal)
}

/** What was not made to its end can be made later. */
export function stopCopies(): void {
  stop.abort()
}

export function isMissing({ way, look, copy }: PickedClip): boolean {
  return way === 'copy' && look.kind === 'video' && copy.kind !== 'made'
}

async function makeAfter(
  before: Promise<void>,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  await before
  await makeMissing(folder, signal)
}

async function makeMissing(folder: string, signal: AbortSignal): Promise<void> {
  for (const { name } of currentClips()) {
    // as it is when its turn comes
    const clip = currentClips().find((one) => one.name === name)
    if (clip !== undefined && !signal.aborted && isMissing(clip))
      await makeOne(clip, folder, signal)
  }
}

async function makeOne(clip: PickedClip, folder: string, signal: AbortSignal): Promise<void> {
  const { name, file, cut, sound, boxes } = clip
  changeClip(name, { copy: { kind: 'making', part: 0 } })
  // of its own: a stopped worker may hold its file for a moment
  const copy = `${newClipName(random)}.mp4`
  const end = await run({ file, cut, sound, boxes, folder, name: copy }, signal, (part) => {
    changeClip(name, { copy: { kind: 'making', part } })
  })
  if (end === null) changeClip(name, { copy: { kind: 'none' } })
  else if (end.kind === 'made')
    changeClip(name, { copy: { kind: 'made', facts: end.facts, name: copy } })
  else changeClip(name, { copy: end })
}

type End = Exclude<CopyReport, { readonly kind: 'progress' }>

/** In a worker of its own, which ends with the copy; null where the signal stopped it. */
async function run(
  job: CopyJob,
  signal: AbortSignal,
  progress: (part: number) => void,
): Promise<End | null> {
  const worker = new Worker(copyWorkerUrl, { type: 'module' })
  try {
    return await new Promise<End | null>((resolve) => {
      worker.addEventListener('message', ({ data }: MessageEvent<CopyReport>) => {
        if (data.kind === 'progress') progress(data.part)
        else resolve(data)
      })
      worker.addEventListener('error', () => {
        resolve({ kind: 'trouble', trouble: 'failed', found: null })
      })
      signal.addEventListener('abort', () => {
        resolve(null)
      })
      worker.postMessage(job, [])
    })
  } finally {
    worker.terminate()
  }
}
