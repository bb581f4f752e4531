import { instantOf, instantsAt, millisOf } from '@porchlight/core'
import type { LocalId, ShownTime } from '@porchlight/owner'
import { probe } from '@porchlight/owner/node'

import type { Hub } from '../hub.ts'
import type { ReadyCopy } from './deliver.ts'

/** A copy that was made, with all that its manifest says of it. */
export async function readyCopy(hub: Hub, id: LocalId, signal: AbortSignal): Promise<ReadyCopy> {
  const { clip, plan } = hub.copies.made(id)
  const path = hub.copies.pathOf(id)
  const { media } = await probe(path, signal)
  const { original, probe: source } = await hub.originals.open(clip, signal)
  const known = hub.clips.get(clip)
  const displayed = displayedStart(original.time, plan.cut?.from ?? 0)
  return {
    path,
    media,
    edits: {
      cut: plan.cut,
      audio: source.audio ? plan.audio : 'none',
      picture: 're-encoded',
      boxes: plan.boxes.length,
      masks: plan.masks.length,
    },
    time:
      displayed === null
        ? null
        : { displayed, offsetSeconds: known?.offsetSeconds ?? null, method: 'file-name' },
    // it stays open for the review; whoever closes that closes it
    original: {
      path: original.path,
      fileName: original.fileName,
      [Symbol.asyncDispose]: async () => await Promise.resolve(),
    },
  }
}

/** What the recorder's clock showed at the first picture of the copy; null in an hour that never was. */
function displayedStart(
  { shown, zone, stamps, seconds }: ShownTime,
  cutSeconds: number,
): string | null {
  const [minute, rest] = [shown.slice(0, 16), Number(shown.slice(17))]
  const [instant] = instantsAt(minute, zone)
  if (instant === undefined || (stamps === 'end' && seconds === null)) return null
  const before = stamps === 'end' ? (seconds ?? 0) : 0
  return instantOf(millisOf(instant) + (rest - before + cutSeconds) * 1000)
}
