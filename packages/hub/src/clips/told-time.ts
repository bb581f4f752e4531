import type { ClipTime } from '@porchlight/core'
import { clipTime } from '@porchlight/owner'
import type { LocalId, ShownTime } from '@porchlight/owner'

import { pictureOf, stampOf } from '../recorders/clocks.ts'
import type { State } from '../state/state.ts'
import type { IndexedClip } from './clips.ts'

/** Tells the time of clips, from so many seconds of the original on. */
export type TellTime = (
  clip: Pick<IndexedClip, 'source' | 'camera'>,
  about: { readonly time: ShownTime; readonly cutSeconds: number },
) => ClipTime | null

/** By all that was measured of clocks until now: read once for each camera, so that one is made for each list. */
export function timeTeller(state: State): TellTime {
  const known = new Map<LocalId, Clocks>()
  return ({ source, camera }, about) => {
    const clocks = known.get(camera) ?? clocksOf(state, { source, camera })
    known.set(camera, clocks)
    return clipTime({ ...about, ...clocks })
  }
}

type Clocks = Pick<Parameters<typeof clipTime>[0], 'method' | 'readings' | 'picture'>

function clocksOf(
  state: State,
  { source, camera }: Pick<IndexedClip, 'source' | 'camera'>,
): Clocks {
  const kept = state.sources.get(source)?.source
  return {
    // what has a user is asked over the network; the others are files
    method: kept !== undefined && 'user' in kept ? 'recorder' : 'file-name',
    readings: stampOf(state, camera),
    picture: pictureOf(state, camera),
  }
}
