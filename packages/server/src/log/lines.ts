import type { AgencyId, Entry, EntryKind, PartnerId, RequestId } from '@porchlight/core'

import type { KindGroup } from './browse-kinds.ts'
import type { Trait } from './browse-traits.ts'

/** What an entry is about, besides what it says itself: of an answer's custody, the request that was answered. */
export interface Subject {
  readonly request: RequestId | null
  readonly agency: AgencyId | null
  /** Those whom it is about, or to whom the answer was addressed. */
  readonly partners: readonly PartnerId[]
}

export interface LogLine {
  readonly index: number
  readonly entry: Entry
  readonly about: Subject
}

/** Which entries: those for which all that is given holds. */
export interface LogFilter {
  readonly request?: RequestId | undefined
  readonly agency?: AgencyId | undefined
  readonly partner?: PartnerId | undefined
  /** Without one: everything but feeds, of which there is one every few minutes. */
  readonly kind?: EntryKind | KindGroup | undefined
  readonly trait?: Trait | undefined
}

export interface LogPart {
  /** All that the filter finds. */
  readonly found: number
  /** Newest first. */
  readonly lines: readonly LogLine[]
  /** Where to go on; null where nothing is older. */
  readonly older: number | null
}
