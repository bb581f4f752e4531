import type { EntryOf } from '../entry.ts'
import type { AgencyId, RecipientId, SigningKey } from '../id.ts'
import type { Instant } from '../instant.ts'
import { isTooSoon, keyAt } from './keys.ts'
import type { DatedKey } from './keys.ts'
import { none } from './misstep.ts'
import type { Missteps } from './misstep.ts'

/** Who may ask, as the log tells it. */
export interface AgencyRecord {
  readonly admitted: EntryOf<'agency.admitted'>
  readonly suspended: boolean
  readonly keys: readonly DatedKey<{ readonly signing: SigningKey; readonly vault: RecipientId }>[]
}

export class Agencies {
  readonly #agencies = new Map<AgencyId, AgencyRecord>()

  get all(): ReadonlyMap<AgencyId, AgencyRecord> {
    return this.#agencies
  }

  /** Again only after a suspension: then with the keys that it had. */
  admitted(entry: EntryOf<'agency.admitted'>): Missteps {
    const before = this.#agencies.get(entry.agency)
    const { agency } = entry
    this.#agencies.set(agency, { admitted: entry, suspended: false, keys: before?.keys ?? [] })
    return before === undefined || before.suspended ? none : ['agency-again']
  }

  key({ agency, signing, vault, from, at }: EntryOf<'agency.key'>): Missteps {
    const record = this.#agencies.get(agency)
    if (record === undefined) return ['agency-unknown']
    const { keys } = record
    this.#agencies.set(agency, { ...record, keys: [...keys, { key: { signing, vault }, from }] })
    const isAnothers = [...this.#agencies].some(
      ([id, other]) =>
        id !== agency &&
        other.keys.some(({ key }) => key.signing === signing || key.vault === vault),
    )
    return [
      ...(isTooSoon(keys, { from, at }) ? (['key-too-soon'] as const) : none),
      ...(isAnothers ? (['key-shared'] as const) : none),
    ]
  }

  suspended({ agency }: EntryOf<'agency.suspended'>): Missteps {
    const record = this.#agencies.get(agency)
    if (record === undefined) return ['agency-unknown']
    this.#agencies.set(agency, { ...record, suspended: true })
    return record.suspended ? ['agency-suspended'] : none
  }

  refused({ agency }: EntryOf<'request.refused'>): Missteps {
    return this.#agencies.has(agency) ? none : ['agency-unknown']
  }

  /** What is wrong with an answer to a request of the agency, now. */
  receives(agency: AgencyId): Missteps {
    return this.#agencies.get(agency)?.suspended === true ? ['agency-suspended'] : none
  }

  /** What is wrong with the agency of a request, at the time of the request. */
  asks(agency: AgencyId, key: SigningKey, at: Instant): Missteps {
    const record = this.#agencies.get(agency)
    if (record === undefined) return ['agency-unknown']
    if (record.suspended) return ['agency-suspended']
    return keyAt(record.keys, at)?.signing === key ? none : ['agency-key-unknown']
  }
}
