import { Fault, toHex } from '@porchlight/core'
import type { Random } from '@porchlight/core'
import type { LocalId } from '@porchlight/owner'

import type { State } from '../state/state.ts'

/**
 * The hub's own name of a camera, the same as long as its source is known; what the owner drew stays with it.
 *
 * @throws {Fault} `source/gone` for what is still found of a source that was removed
 */
export function cameraIdOf(
  { cameras, sources }: State,
  { source, name }: { readonly source: LocalId; readonly name: string },
  random: Random,
): LocalId {
  const known = cameras.all().find((camera) => camera.source === source && camera.name === name)
  if (known !== undefined) return known.id
  if (sources.get(source) === null) throw new Fault('source/gone')
  const id = toHex(random(8))
  cameras.put(id, { id, source, name, view: null, masks: [], clock: null })
  return id
}
