import { Area, Offence, OnwardParty, RequestClass, RequestId } from '@porchlight/core'

import { createStore } from '../../ui/store.ts'
import type { Store } from '../../ui/store.ts'
import type { LocalPoint } from './local-time.ts'
import { noPoint } from './local-time.ts'

/** A request as it is being written: what was typed, right or not. */
export interface Draft {
  readonly offence: Offence | null
  readonly class: RequestClass
  readonly caseNumber: string
  readonly title: string
  readonly text: string
  readonly place: string
  readonly incident: LocalPoint
  readonly area: Area | null
  readonly windows: readonly DraftWindow[]
  readonly unit: string
  readonly phone: string
  readonly email: string
  readonly usedDays: string
  readonly unusedDays: string
  readonly declinedDays: string
  readonly onward: readonly OnwardParty[]
  readonly liveDays: number
  readonly linked: RequestId | null
}

export interface DraftWindow {
  /** Tells the rows of the form apart; means nothing else. */
  readonly row: number
  readonly from: LocalPoint
  readonly to: LocalPoint
}

const emptyDraft: Draft = {
  offence: null,
  class: 'standard',
  caseNumber: '',
  title: '',
  text: '',
  place: '',
  incident: noPoint,
  area: null,
  windows: [{ row: 0, from: noPoint, to: noPoint }],
  unit: '',
  phone: '',
  email: '',
  usedDays: '365',
  unusedDays: '30',
  declinedDays: '7',
  onward: ['prosecutor', 'court', 'defence'],
  liveDays: 7,
  linked: null,
}

/** Fields that are plain text. */
export type WordField = {
  [Name in keyof Draft]: Draft[Name] extends string
    ? string extends Draft[Name]
      ? Name
      : never
    : never
}[keyof Draft]

const wordFields: readonly WordField[] = [
  'caseNumber',
  'title',
  'text',
  'place',
  'unit',
  'phone',
  'email',
  'usedDays',
  'unusedDays',
  'declinedDays',
]

/** In this tab only, so that a reload or a sign-in loses nothing. No secret is in it. */
const storageKey = 'draft'

/** The request being written. One at a time. */
export const draftStore = keptDraft(storageKey, emptyDraft)

/** A draft that this tab keeps under a name; `first` where it keeps none yet. */
export function keptDraft(name: string, first: Draft): Store<Draft> {
  const text = sessionStorage.getItem(name)
  const store = createStore(text === null ? first : readDraft(jsonOf(text)))
  store.subscribe(() => {
    sessionStorage.setItem(name, JSON.stringify(store.get()))
  })
  return store
}

export function clearDraft(): void {
  draftStore.set(emptyDraft)
  sessionStorage.removeItem(storageKey)
}

/** What an earlier page of this tab kept; whatever does not fit is left as it is at first. */
function readDraft(kept: unknown): Draft {
  const words = wordFields.map((name) => [name, textAt(kept, name) ?? emptyDraft[name]] as const)
  const liveDays = field(kept, 'liveDays')
  const windows = listAt(kept, 'windows').map((window, row) => ({
    row,
    from: pointAt(window, 'from'),
    to: pointAt(window, 'to'),
  }))
  return {
    ...emptyDraft,
    ...Object.fromEntries(words),
    ...(typeof liveDays === 'number' ? { liveDays } : {}),
    ...(windows.length === 0 ? {} : { windows }),
    offence: Offence.safeParse(field(kept, 'offence')).data ?? null,
    class: RequestClass.safeParse(field(kept, 'class')).data ?? 'standard',
    incident: pointAt(kept, 'incident'),
    area: Area.safeParse(field(kept, 'area')).data ?? null,
    onward: OnwardParty.array().safeParse(field(kept, 'onward')).data ?? emptyDraft.onward,
    linked: RequestId.safeParse(field(kept, 'linked')).data ?? null,
  }
}

function pointAt(value: unknown, name: string): LocalPoint {
  const point = field(value, name)
  const fold = field(point, 'fold')
  return {
    local: textAt(point, 'local') ?? '',
    fold: fold === 'first' || fold === 'second' ? fold : null,
  }
}

function textAt(value: unknown, name: string): string | null {
  const text = field(value, name)
  return typeof text === 'string' ? text : null
}

function listAt(value: unknown, name: string): readonly unknown[] {
  const list = field(value, name)
  return Array.isArray(list) ? list : []
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
