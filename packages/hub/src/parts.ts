import { millisOf } from '@porchlight/core'
import type { Instant, Random } from '@porchlight/core'

import { ClipIndex } from './clips/clip-index.ts'
import type { Clips } from './clips/clips.ts'
import { learn } from './names/learn.ts'
import { cameraIdOf } from './recorders/cameras.ts'
import { stampOf } from './recorders/clocks.ts'
import type { ReadCamera } from './recorders/clocks.ts'
import type { OpenSource } from './recorders/recorders.ts'
import { FolderSource } from './sources/folder.ts'
import { MotionLog } from './sources/motion-log.ts'
import { FrigateSource } from './sources/frigate.ts'
import { readOnvifClock } from './sources/onvif.ts'
import { RecorderLine } from './sources/recorder-line.ts'
import { ZoneMinderSource } from './sources/zoneminder.ts'
import type { State } from './state/state.ts'
import type { Zips } from './zips/zips.ts'

/** The index of clips, in the hub's own database. */
export function clipsOf(state: State, random: Random): Clips {
  return new ClipIndex(state.database, {
    cameraOf: (source, name) => cameraIdOf(state, { source, name }, random),
    readings: (camera) => stampOf(state, camera),
  })
}

export interface OpenerTools {
  readonly now: () => Instant
  /** Where originals that were fetched lie while they are open, and what is read a copy of. */
  readonly directory: string
  readonly zips: Pick<Zips, 'pathOf'>
}

/** What asks a camera for its time. */
export function cameraReader(now: () => Instant): ReadCamera {
  return async (clock, signal) => await readOnvifClock(clock, { now: millisBy(now), signal })
}

/** What reads a source. */
export function sourceOpener({ now, directory, zips }: OpenerTools): OpenSource {
  const millis = millisBy(now)
  return ({ source, certificate }, learned) => {
    if (source.kind === 'frigate') {
      const { url, user, password } = source
      const line = new RecorderLine(url, { pinned: certificate, learned })
      return new FrigateSource({ line, user, password, directory, now: millis })
    }
    if (source.kind === 'zoneminder') {
      const { url, user, password } = source
      const line = new RecorderLine(url, { pinned: certificate, learned })
      const base = new URL(url).pathname.replace(/\/$/, '')
      const { timeZone: zone } = new Intl.DateTimeFormat().resolvedOptions()
      return new ZoneMinderSource({ line, base, user, password, directory, zone, now: millis })
    }
    const { zone, learn: taught } = source
    const names = taught === null ? null : learn(taught.example, taught.shown)
    if (source.kind === 'ring-zip') {
      const path = zips.pathOf(source.zip)
      return new FolderSource({ path, zone, learned: names, now: millis, log: null })
    }
    const { path: folder, database: named = null } = source
    const log = new MotionLog({ folder, named, scratch: directory })
    return new FolderSource({ path: folder, zone, learned: names, now: millis, log })
  }
}

/** An instant is cut to the second: on average it is half a second later. */
function millisBy(now: () => Instant): () => number {
  return () => millisOf(now()) + 500
}
