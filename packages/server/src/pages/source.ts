import type { InstanceFacts, PublicAgency, PublicPartner, PublicRequest } from '@porchlight/core'

import type { ReadLog } from '../log/browse.ts'
import type { Basemap } from './basemap.ts'

/** What the public pages are made from: public facts only, each in the log or counted from it. */
export interface PageSource {
  instance: () => InstanceFacts
  /** Newest first; only those that were published, whatever became of them. */
  requests: () => Promise<readonly PublicRequest[]>
  /** Null where no request of that name was ever published. */
  request: (id: string) => Promise<PublicRequest | null>
  /** Admitted agencies. */
  agencies: () => Promise<readonly PublicAgency[]>
  agency: (id: string) => Promise<PublicAgency | null>
  /** Every partner that was ever announced. */
  partners: () => Promise<readonly PublicPartner[]>
  /** Every number comes from here. */
  log: ReadLog
  /** The instance's own street map, read once at the start; null where it has none. */
  basemap: () => Basemap | null
}
