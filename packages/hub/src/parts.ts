import { millisOf } from '@porchlight/core'
import type { Instant, Random } from '@porchlight/core'
import type { NewSource } from '@porchlight/owner'

import { ClipIndex } from './clips/clip-index.ts'
import type { Clips } from './clips/clips.ts'
import { learn } from './names/learn.ts'
import { cameraIdOf } from './recorders/cameras.ts'
import type { OpenSource } from './recorders/recorders.ts'
import { FolderSource } from './sources/folder.ts'
import { SourceFault } from './sources/source.ts'
import type { State } from './state/state.ts'

/** The index of clips, in the hub's own database. */
export function clipsOf(state: State, random: Random): Clips {
  return new ClipIndex(state.database, {
    cameraOf: (source, name) => cameraIdOf(state, { source, name }, random),
    readings: (source) => state.sources.get(source)?.readings ?? [],
  })
}

/** What reads a source, by its kind. */
export function sourceOpener(now: () => Instant): OpenSource {
  return ({ source }) => {
    if (source.kind === 'folder' || source.kind === 'motion') return folderOf(source, now)
    throw new SourceFault('not-one')
  }
}

type FolderGiven = Extract<NewSource, { readonly kind: 'folder' | 'motion' }>

function folderOf({ path, zone, learn: taught }: FolderGiven, now: () => Instant): FolderSource {
  const learned = taught === null ? null : learn(taught.example, taught.shown)
  return new FolderSource({ path, zone, learned, now: () => millisOf(now()) })
}
