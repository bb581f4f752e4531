import { millisOf } from '@porchlight/core'
import type { Instant, Random } from '@porchlight/core'

import { ClipIndex } from './clips/clip-index.ts'
import type { Clips } from './clips/clips.ts'
import { learn } from './names/learn.ts'
import { cameraIdOf } from './recorders/cameras.ts'
import type { OpenSource } from './recorders/recorders.ts'
import { FolderSource } from './sources/folder.ts'
import type { State } from './state/state.ts'

/** The index of clips, in the hub's own database. */
export function clipsOf(state: State, random: Random): Clips {
  return new ClipIndex(state.database, {
    cameraOf: (source, name) => cameraIdOf(state, { source, name }, random),
    readings: (source) => state.sources.get(source)?.readings ?? [],
  })
}

/** What reads a source. */
export function sourceOpener(now: () => Instant): OpenSource {
  return ({ source: { path, zone, learn: taught } }) => {
    const learned = taught === null ? null : learn(taught.example, taught.shown)
    return new FolderSource({ path, zone, learned, now: () => millisOf(now()) })
  }
}
