import type { InstanceFacts, PublicAgency, PublicRequest } from '@porchlight/core'

import type { BrowseLog } from '../log/browse.ts'
import type { Basemap } from './basemap.ts'

/** Refusals of one agency by one rule: all that is public of a refused request. */
export interface RefusalCount {
  readonly rule: string
  readonly agency: string
  readonly count: number
}

/** What the public pages are made from: public facts only, each already in the log or counted from it. */
export interface PageSource {
  instance: () => InstanceFacts
  /** Newest first; only those that were published, whatever became of them. */
  requests: () => Promise<readonly PublicRequest[]>
  /** Null where no request of that name was ever published. */
  request: (id: string) => Promise<PublicRequest | null>
  /** Admitted agencies. */
  agencies: () => Promise<readonly PublicAgency[]>
  agency: (id: string) => Promise<PublicAgency | null>
  refusals: () => Promise<readonly RefusalCount[]>
  /** Newest entries first. */
  log: BrowseLog
  /** The instance's own street map, read once at the start; null where it has none. */
  basemap: () => Basemap | null
}
