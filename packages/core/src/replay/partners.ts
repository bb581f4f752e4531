import type { EntryOf } from '../entry.ts'
import type { PartnerId, RecipientId } from '../id.ts'
import { dayOf, daySeconds, secondsBetween } from '../instant.ts'
import type { Day } from '../instant.ts'
import { isTooSoon } from './keys.ts'
import type { DatedKey } from './keys.ts'
import { leastNoticeDays } from '../partner.ts'
import { none } from './misstep.ts'
import type { Missteps } from './misstep.ts'

/** An outside platform, as the log tells it. */
export interface PartnerRecord {
  readonly announced: EntryOf<'partner.announced'>
  readonly status: 'announced' | 'active' | 'ended'
  readonly keys: readonly DatedKey<RecipientId>[]
}

export class Partners {
  readonly #partners = new Map<PartnerId, PartnerRecord>()
  #noticeDays: number = leastNoticeDays

  get all(): ReadonlyMap<PartnerId, PartnerRecord> {
    return this.#partners
  }

  /** What the instance promises from now on. */
  promise({ partnerNoticeDays }: Pick<EntryOf<'policy.changed'>, 'partnerNoticeDays'>): void {
    this.#noticeDays = partnerNoticeDays ?? leastNoticeDays
  }

  announced(entry: EntryOf<'partner.announced'>): Missteps {
    const before = this.#partners.get(entry.partner)
    this.#partners.set(entry.partner, { announced: entry, status: 'announced', keys: [] })
    const isShort = secondsBetween(entry.at, entry.notice) < this.#noticeDays * daySeconds
    return [
      ...(before === undefined || before.status === 'ended' ? none : (['partner-again'] as const)),
      ...(isShort ? (['notice-too-short'] as const) : none),
    ]
  }

  activated({ partner, at }: EntryOf<'partner.activated'>): Missteps {
    const record = this.#partners.get(partner)
    if (record?.status !== 'announced') return ['partner-unknown']
    this.#partners.set(partner, { ...record, status: 'active' })
    return at < record.announced.notice ? ['partner-too-soon'] : none
  }

  ended({ partner }: EntryOf<'partner.ended'>): Missteps {
    const record = this.#partners.get(partner)
    if (record === undefined || record.status === 'ended') return ['partner-unknown']
    this.#partners.set(partner, { ...record, status: 'ended' })
    return none
  }

  key({ partner, recipient, from, at }: EntryOf<'partner.key'>): Missteps {
    const record = this.#partners.get(partner)
    if (record === undefined || record.status === 'ended') return ['partner-unknown']
    const { keys } = record
    this.#partners.set(partner, { ...record, keys: [...keys, { key: recipient, from }] })
    return [
      ...(isTooSoon(keys, { from, at }) ? (['key-too-soon'] as const) : none),
      ...(this.#isAnothers(partner, recipient) ? (['key-shared'] as const) : none),
    ]
  }

  #isAnothers(partner: PartnerId, recipient: RecipientId): boolean {
    return [...this.#partners].some(
      ([id, { keys }]) => id !== partner && keys.some(({ key }) => key === recipient),
    )
  }

  /** Whether a key is one of an active partner, and good by the end of that day. */
  receives(recipient: RecipientId, day: Day): boolean {
    return [...this.#partners.values()].some(
      ({ status, keys }) =>
        status === 'active' &&
        keys.some(({ key, from }) => key === recipient && dayOf(from) <= day),
    )
  }
}
