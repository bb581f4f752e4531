import type { AgencyId, Entry, PartnerId, RequestId } from '@porchlight/core'

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
