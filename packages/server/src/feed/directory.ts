import { directoryKinds } from '@porchlight/core'
import type { AgencyId, DirectoryKind, Entry, EntryKind, EntryOf } from '@porchlight/core'

/** An entry of the directory and where the log has it. */
export interface Listed {
  readonly index: number
  readonly entry: EntryOf<DirectoryKind>
}

/** What clients must know of the log to judge a request: picked from its entries, one after the other. */
export class FeedDirectory {
  readonly #entries: Listed[] = []
  readonly #suspended = new Set<AgencyId>()
  /** Index in `#entries` of the newest rules, where they were changed. */
  #rules: number | null = null

  /** In the order of the log; of the rules that were changed only the newest. */
  get entries(): readonly Listed[] {
    return this.#entries
  }

  isSuspended(agency: AgencyId): boolean {
    return this.#suspended.has(agency)
  }

  take(entry: Entry, index: number): void {
    if (!isListed(entry)) return
    if (entry.kind === 'policy.changed') this.#dropOldRules()
    if (entry.kind === 'agency.suspended') this.#suspended.add(entry.agency)
    if (entry.kind === 'agency.admitted') this.#suspended.delete(entry.agency)
    this.#entries.push({ index, entry })
  }

  #dropOldRules(): void {
    if (this.#rules !== null) this.#entries.splice(this.#rules, 1)
    this.#rules = this.#entries.length
  }
}

const listed: ReadonlySet<EntryKind> = new Set(directoryKinds)

function isListed(entry: Entry): entry is EntryOf<DirectoryKind> & Entry {
  return listed.has(entry.kind)
}
