import { dayOf, Fault } from '@porchlight/core'
import type { Edits, RequestId } from '@porchlight/core'

import { now } from '../../ui/clock.ts'
import type { AnswerJob, ClipJob } from '../../workers/seal-job.ts'
import { ask } from '../asked.ts'
import type { Asked } from '../asked.ts'
import { isReady } from '../clips/clip.ts'
import type { PickedClip } from '../clips/clip.ts'
import { currentClips, forgetClips } from '../clips/clips.ts'
import { takenWorkFolder, wipeWorkFolder } from '../device/work.ts'
import { noRungs, rungsOf, rungTexts } from '../goes/rungs.ts'
import { answerFolder, deleteKept, findKept } from './kept-answer.ts'
import type { Kept, KeptAnswer } from './kept-answer.ts'
import { sealInWorker } from './seal-work.ts'
import { sendKept } from './send-kept.ts'
import type { SendingNow } from './sending-now.ts'

/**
 * Brings an answer to its end from wherever it is: seals what was picked, or goes on with what this
 * device kept, and sends it.
 *
 * @throws {Fault}, {SealStopped}, TypeError as `fetch` does; the signal's reason
 */
export async function answer(
  asked: Asked,
  told: (now: SendingNow) => void,
  signal: AbortSignal,
): Promise<void> {
  const { id } = asked.published.signed.request
  // two tabs would upload the same files into two submissions
  await navigator.locks.request(answerFolder(id), { signal }, async () => {
    const before = await findKept(id)
    if (before.kind === 'sent') {
      told({ kind: 'sent', receipt: before.receipt })
      return
    }
    const kept = currentClips().some(isReady) ? await sealed(id, told, signal) : before
    if (kept.kind !== 'unsent') throw new Fault('submission/not-found')
    await send(kept.kept, told, signal)
  })
}

/** Seals what was picked in this tab; then nothing of it is needed any more, and it is forgotten. */
async function sealed(
  id: RequestId,
  told: (now: SendingNow) => void,
  signal: AbortSignal,
): Promise<Kept> {
  // again, as hours may have passed: nothing is sealed to a request that has expired since
  const asked = await ask(id)
  if (!asked.trust.trusted) throw new Fault(faultOf(asked))
  await deleteKept(id)
  function part(share: number): void {
    told({ kind: 'sealing', part: share })
  }
  part(0)
  await sealInWorker(await jobOf(asked), part, signal)
  await wipeWorkFolder()
  forgetClips()
  rungTexts.set(noRungs)
  return await findKept(id)
}

function faultOf({
  trust,
}: Asked): 'request/expired' | 'request/not-live' | 'seal/untrusted-request' {
  if (trust.trusted) return 'seal/untrusted-request'
  const [because] = trust.because
  if (because === 'expired') return 'request/expired'
  return because === 'not-live' ? 'request/not-live' : 'seal/untrusted-request'
}

async function jobOf({ published, instance }: Asked): Promise<AnswerJob> {
  const folder = await takenWorkFolder()
  return {
    signed: published.signed,
    logKey: instance.logKey,
    witnessPolicy: instance.witnessPolicy,
    clips: currentClips()
      .filter(isReady)
      .map((clip) => clipJob(clip, folder)),
    rungs: rungsOf(rungTexts.get()),
    day: dayOf(now()),
    folder: answerFolder(published.signed.request.id),
  }
}

function clipJob(clip: PickedClip, folder: string): ClipJob {
  const { name, file, copy, look } = clip
  if (clip.way === 'copy' && copy.kind === 'made') {
    const { width, height, seconds, picture } = copy.facts
    return {
      name,
      original: file,
      copy: { folder, name: copy.name },
      edits: editsOf(clip),
      media: { type: 'video/mp4', codec: picture, width, height, seconds },
    }
  }
  if (look.kind !== 'video' && look.kind !== 'undecodable') throw new Error('Not ready to leave')
  return { name, original: file, copy: null, edits: editsOf(clip), media: look.media }
}

function editsOf({ way, cut, look, copy, boxes }: PickedClip): Edits {
  if (way === 'original')
    return { cut: null, audio: 'kept', picture: 'original', boxes: 0, masks: 0 }
  const heard = look.kind === 'video' && look.sound
  const kept = copy.kind === 'made' && copy.facts.sound !== null
  return {
    cut,
    audio: audioOf(heard, kept),
    picture: 're-encoded',
    boxes: boxes.length,
    masks: 0,
  }
}

function audioOf(heard: boolean, kept: boolean): Edits['audio'] {
  if (!heard) return 'none'
  return kept ? 'kept' : 'removed'
}

async function send(
  kept: KeptAnswer,
  told: (now: SendingNow) => void,
  signal: AbortSignal,
): Promise<void> {
  let far = { received: 0, total: 0 }
  const receipt = await sendKept({
    kept,
    signal,
    progress: (progress) => {
      if (progress.stage === 'uploading')
        far = { received: progress.received, total: progress.total }
      if (progress.stage === 'finishing') told({ kind: 'finishing' })
      else told({ kind: 'sending', ...far, waiting: progress.stage === 'waiting' })
    },
  })
  told({ kind: 'sent', receipt: new Blob([receipt]) })
}
