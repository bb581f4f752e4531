import { Fault, later } from '@porchlight/core'
import { hubApi } from '@porchlight/owner'
import type { ClockOf, ClockReading, LocalId } from '@porchlight/owner'

import type { IndexedClip } from '../clips/clips.ts'
import { timeTeller } from '../clips/told-time.ts'
import type { Hub } from '../hub.ts'
import { clipView } from '../matching.ts'
import { refusing } from '../recorders/fault.ts'
import { filmedReading, typedReading } from '../recorders/photo-reading.ts'
import { viewOf } from '../view.ts'
import { SourceFault } from '../sources/source.ts'
import type { Mount } from './mount.ts'

/** A clock that was filmed is looked for within a week, and by its own time up to a day ahead. */
const recentSeconds = 7 * 86_400
const aheadSeconds = 86_400
const maxRecent = 60

export function mountClocks(mount: Mount, hub: Hub, signal: AbortSignal): void {
  const { clocks } = hub.recorders
  mount(hubApi.checkClock, async ({ of, seen }) => {
    // absent: a reading of a clock that there is not
    clocks.of(of)
    const reading = seen === null ? await readNow(hub, of, signal) : typedReading(seen)
    if (reading === null) throw new Fault('source/no-clock')
    clocks.keep(of, reading)
    return viewOf(hub)
  })
  mount(hubApi.filmedClock, async ({ clip: id, seconds, picture, ...phone }) => {
    const clip = hub.clips.get(id)
    if (clip === null) throw new Fault('source/gone')
    const reading = filmedReading(clip.time, { ...phone, seconds })
    const shown = picture === null ? null : typedReading({ ...phone, displayed: picture })
    clocks.keep(stamping(hub, clip), reading)
    const ofPicture = { kind: 'camera', id: clip.camera } as const
    if (shown !== null && stamping(hub, clip).kind === 'source') clocks.keep(ofPicture, shown)
    return await Promise.resolve(viewOf(hub))
  })
  mount(hubApi.clockReadings, async ({ of }) => {
    return await Promise.resolve({ readings: clocks.of(of).toReversed() })
  })
  mount(hubApi.recentClips, async ({ of }) => {
    const now = hub.now()
    const window = { from: later(now, -recentSeconds), to: later(now, aheadSeconds) }
    const found = hub.clips.overlapping(camerasOf(hub, of), [window])
    const clips = found.slice(-maxRecent).toReversed()
    const tell = timeTeller(hub.state)
    return await Promise.resolve({ clips: clips.map((clip) => clipView(clip, tell, false)) })
  })
}

async function readNow(
  { recorders }: Hub,
  { kind, id }: ClockOf,
  signal: AbortSignal,
): Promise<ClockReading | null> {
  return await refusing(async () => {
    if (kind === 'source') return await recorders.source(id).readClock(signal)
    return await recorders.clocks.readCamera(id, signal).catch(nullWithoutTime)
  })
}

/** What answers there tells no time: no camera, or one that tells it to nobody without a password. */
function nullWithoutTime(error: unknown): null {
  if (error instanceof SourceFault && error.code === 'not-one') return null
  throw error
}

/** The clock that the time of a clip is from. */
function stamping({ state }: Hub, { source, camera }: IndexedClip): ClockOf {
  const names = state.cameras.get(camera)?.clock?.names === true
  return names ? { kind: 'camera', id: camera } : { kind: 'source', id: source }
}

function camerasOf({ state }: Hub, { kind, id }: ClockOf): readonly LocalId[] {
  if (kind === 'camera') return [id]
  return state.cameras
    .all()
    .filter(({ source }) => source === id)
    .map((camera) => camera.id)
}
