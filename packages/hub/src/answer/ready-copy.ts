import type { LocalId } from '@porchlight/owner'
import { probe } from '@porchlight/owner/node'

import type { Hub } from '../hub.ts'
import type { ReadyCopy } from './deliver.ts'

/** A copy that was made, with all that its manifest says of it. */
export async function readyCopy(hub: Hub, id: LocalId, signal: AbortSignal): Promise<ReadyCopy> {
  const { clip, plan, facts } = hub.copies.made(id)
  const path = hub.copies.pathOf(id)
  const { media } = await probe(path, signal)
  const { original, probe: source } = await hub.originals.open(clip, signal)
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
    time: facts.time,
    // it stays open for the review; whoever closes that closes it
    original: {
      path: original.path,
      fileName: original.fileName,
      [Symbol.asyncDispose]: async () => await Promise.resolve(),
    },
  }
}
