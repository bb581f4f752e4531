import type { SourceView } from '@porchlight/owner'
import type { ReactElement } from 'react'

import { m } from '../words/messages.js'

/** How soon the hub sees a new recording, and what else tells of them. */
export function Seen({ source }: { readonly source: SourceView }): ReactElement | null {
  const { watching, films, database, scannedAt } = source
  const isMissing = database !== null && films === null && scannedAt !== null
  return (
    <>
      {watching !== null && <p className="pl-soft">{watchWords[watching]()}</p>}
      {films !== null && <p className="pl-soft">{m.hub_source_films({ count: films })}</p>}
      {isMissing && <p className="pl-note">{m.hub_source_no_database({ path: database })}</p>}
    </>
  )
}

const watchWords = {
  live: m.hub_watch_live,
  limit: m.hub_watch_limit,
  network: m.hub_watch_network,
} as const
