import { maxClips } from '@porchlight/core'
import type { ClipName } from '@porchlight/core'
import { newClipName } from '@porchlight/owner'

import { random } from '../../ui/randomness.ts'
import { createStore, useStore } from '../../ui/store.ts'
import type { PickedClip } from './clip.ts'
import { look } from './look.ts'

/** The videos picked in this tab. Nothing of it outlives the tab. */
const clips = createStore<readonly PickedClip[]>([])

export function useClips(): readonly PickedClip[] {
  return useStore(clips)
}

export function currentClips(): readonly PickedClip[] {
  return clips.get()
}

/**
 * Adds files and looks into each, one after another.
 *
 * @returns how many were left out, because they are too many or here already
 */
export function addFiles(files: readonly File[]): number {
  const known = new Set(clips.get().map(({ file }) => identity(file)))
  const fresh = files.filter((file) => !known.has(identity(file)))
  const added = fresh.slice(0, maxClips - clips.get().length).map(newClip)
  clips.set([...clips.get(), ...added])
  for (const clip of added) looking = lookAfter(looking, clip)
  return files.length - added.length
}

/** Files are looked at by turns: two hundred at once would fill a phone's memory. */
let looking: Promise<void> = Promise.resolve()

async function lookAfter(before: Promise<void>, { name, file }: PickedClip): Promise<void> {
  await before
  if (find(name) === undefined) return
  const found = await look(file)
  changeClip(name, { look: found })
}

/** The same file picked twice is one clip. */
function identity({ name, size, lastModified }: File): string {
  return `${name}\n${String(size)}\n${String(lastModified)}`
}

function newClip(file: File): PickedClip {
  return {
    name: newClipName(random),
    file,
    look: { kind: 'looking' },
    cut: null,
    sound: false,
    boxes: [],
    way: 'copy',
    copy: { kind: 'none' },
  }
}

export function changeClip(
  name: ClipName,
  changes: Partial<Omit<PickedClip, 'name' | 'file'>>,
): void {
  clips.set(clips.get().map((clip) => (clip.name === name ? { ...clip, ...changes } : clip)))
}

/** A change of what the copy will be: a copy that was made before it is one of something else. */
export function editClip(
  name: ClipName,
  edit: Partial<Pick<PickedClip, 'boxes' | 'cut' | 'sound' | 'way'>>,
): void {
  changeClip(name, { ...edit, copy: { kind: 'none' } })
}

export function removeClip(name: ClipName): void {
  forget(find(name))
  clips.set(clips.get().filter((clip) => clip.name !== name))
}

export function forgetClips(): void {
  clips.get().forEach(forget)
  clips.set([])
}

function find(name: ClipName): PickedClip | undefined {
  return clips.get().find((clip) => clip.name === name)
}

function forget(clip: PickedClip | undefined): void {
  if (clip?.look.kind === 'video' && clip.look.poster !== null)
    URL.revokeObjectURL(clip.look.poster)
}
