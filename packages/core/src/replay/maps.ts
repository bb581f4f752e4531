import { isHalved } from '../devices/build.ts'
import type { EntryOf } from '../entry.ts'
import { none } from './misstep.ts'
import type { Missteps } from './misstep.ts'

/** The map of public devices that stands, as the log tells it. */
export class Maps {
  #newest: EntryOf<'map.built'> | null = null

  built(entry: EntryOf<'map.built'>): Missteps {
    if (!entry.accepted) return none
    const before = this.#newest
    this.#newest = entry
    const { devices, digest } = entry
    const isUnfit =
      devices === 0 ||
      (before !== null &&
        (isHalved(devices, before.devices) ||
          (before.digest === digest && before.devices !== devices)))
    return isUnfit ? ['map-unfit'] : none
  }
}
