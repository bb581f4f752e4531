import type { LocalId } from '@porchlight/owner'
import { fileDigest, probe } from '@porchlight/owner/node'

import type { Hub } from '../hub.ts'
import type { KeptCopy } from '../state/state.ts'
import type { ReadyCopy } from './deliver.ts'

/** A copy that was made, with all that its manifest says of it. */
export async function readyCopy(hub: Hub, id: LocalId, signal: AbortSignal): Promise<ReadyCopy> {
  const copy = hub.copies.made(id)
  const { plan, facts } = copy
  const path = hub.copies.pathOf(id)
  const { media } = await probe(path, signal)
  const { fileName, sha256, sound } = facts.madeOf ?? (await originalOf(copy, hub, signal))
  return {
    path,
    media,
    edits: {
      cut: plan.cut,
      audio: sound ? plan.audio : 'none',
      picture: 're-encoded',
      boxes: plan.boxes.length,
      masks: plan.masks.length,
    },
    time: facts.time,
    original: { fileName, sha256 },
  }
}

/** Of a copy that was made before the hub kept what its original was. */
async function originalOf(
  { clip }: KeptCopy,
  hub: Hub,
  signal: AbortSignal,
): Promise<NonNullable<KeptCopy['facts']['madeOf']>> {
  const { original, probe: source } = await hub.originals.open(clip, signal)
  const sha256 = await fileDigest(original.path, signal)
  return { fileName: original.fileName, sha256, sound: source.audio }
}
