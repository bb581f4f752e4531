import { jsonOf } from '@porchlight/core'
import { EditPlanForm } from '@porchlight/owner'
import type { CopyView } from '@porchlight/owner'

import { createStore, useStore } from '../ui/store.ts'

const Kept = EditPlanForm.omit({ masks: true })

/** What the owner chose of one clip for one request, before a copy is made of it. What is always hidden is the camera's. */
export type Edits = Omit<CopyView['plan'], 'masks'>

/** All of the pictures, without a sound. */
export const untouched: Edits = { cut: null, audio: 'removed', boxes: [] }

/** A clip as it is looked at for a request. */
export interface EditsOf {
  readonly request: string
  readonly clip: string
}

/** In this tab only, so that neither a reload nor another screen loses a box: cut, sound and boxes, no picture. */
const prefix = 'edits/'

const store = createStore(readAll())

/** Null where nothing was chosen yet. */
export function useEdits(of: EditsOf): Edits | null {
  return useStore(store).get(nameOf(of)) ?? null
}

export function keepEdits(of: EditsOf, edits: Edits): void {
  sessionStorage.setItem(nameOf(of), JSON.stringify(edits))
  store.set(new Map([...store.get(), [nameOf(of), edits]]))
}

export function forgetEdits(of: EditsOf): void {
  forget((name) => name === nameOf(of))
}

export function forgetEditsOf(request: string): void {
  forget((name) => name.startsWith(nameOf({ request, clip: '' })))
}

export function forgetAllEdits(): void {
  forget(() => true)
}

/** Tells of the copies of a request whether they still are what the owner chose. */
export function useStale(): (copy: Pick<CopyView, 'request' | 'clip' | 'plan'>) => boolean {
  const all = useStore(store)
  return (copy) => {
    const edits = all.get(nameOf(copy))
    return edits !== undefined && !isSame(edits, copy.plan)
  }
}

/** Whether anything was cut, covered or let be heard for a request. */
export function useHasEdits(request: string): boolean {
  const own = nameOf({ request, clip: '' })
  return [...useStore(store)].some(
    ([name, edits]) => name.startsWith(own) && !isSame(edits, untouched),
  )
}

/** Without what is always hidden: a copy that was made before that changed is dropped by the hub. */
export function isSame(one: Edits, other: Edits): boolean {
  return textOf(one) === textOf(other)
}

function textOf({ cut, audio, boxes }: Edits): string {
  // in one order, whoever made it
  return JSON.stringify(Kept.parse({ cut, audio, boxes }))
}

function forget(isMeant: (name: string) => boolean): void {
  const all = store.get()
  for (const name of all.keys()) if (isMeant(name)) sessionStorage.removeItem(name)
  store.set(new Map([...all].filter(([name]) => !isMeant(name))))
}

function nameOf({ request, clip }: EditsOf): string {
  return `${prefix}${request}/${clip}`
}

/** What an earlier page of this tab kept; what does not fit is left. */
function readAll(): ReadonlyMap<string, Edits> {
  const names = Object.keys(sessionStorage).filter((name) => name.startsWith(prefix))
  return new Map(
    names.flatMap((name) => {
      const kept = Kept.safeParse(jsonOf(sessionStorage.getItem(name) ?? ''))
      return kept.success ? [[name, kept.data] as const] : []
    }),
  )
}
