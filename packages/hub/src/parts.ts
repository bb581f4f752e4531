import { millisOf } from '@porchlight/core'
import type { Instant, Random } from '@porchlight/core'

import { ClipIndex } from './clips/clip-index.ts'
import type { Clips } from './clips/clips.ts'
import { learn } from './names/learn.ts'
import { cameraIdOf } from './recorders/cameras.ts'
import type { OpenSource } from './recorders/recorders.ts'
import { FolderSource } from './sources/folder.ts'
import { FrigateSource } from './sources/frigate.ts'
import { RecorderLine } from './sources/recorder-line.ts'
import type { State } from './state/state.ts'

/** The index of clips, in the hub's own database. */
export function clipsOf(state: State, random: Random): Clips {
  return new ClipIndex(state.database, {
    cameraOf: (source, name) => cameraIdOf(state, { source, name }, random),
    readings: (source) => state.sources.get(source)?.readings ?? [],
  })
}

export interface OpenerTools {
  readonly now: () => Instant
  /** Where originals that were fetched lie while they are open. */
  readonly directory: string
}

/** What reads a source. */
export function sourceOpener({ now, directory }: OpenerTools): OpenSource {
  function millis(): number {
    return millisOf(now())
  }
  return ({ source, certificate }, learned) => {
    if (source.kind === 'frigate') {
      const { url, user, password } = source
      const line = new RecorderLine(url, { pinned: certificate, learned })
      return new FrigateSource({ line, user, password, directory, now: millis })
    }
    const { path, zone, learn: taught } = source
    const names = taught === null ? null : learn(taught.example, taught.shown)
    return new FolderSource({ path, zone, learned: names, now: millis })
  }
}
