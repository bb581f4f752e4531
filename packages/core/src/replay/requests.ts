import type { EntryOf } from '../entry.ts'
import type { AgencyId, RecipientId, RequestId } from '../id.ts'
import type { Outcome } from '../request.ts'
import type { Agencies } from './agencies.ts'
import { none } from './misstep.ts'
import type { Missteps } from './misstep.ts'
import type { Partners } from './partners.ts'

/** A request, as the log tells it. */
export interface RequestRecord {
  readonly agency: AgencyId
  readonly published: EntryOf<'request.published'>
  readonly version: number
  /** Of all versions: what was promised to the first who answered. */
  readonly recipient: RecipientId
  readonly state: 'live' | 'closed' | 'withdrawn'
  readonly outcome: Outcome | null
  /** How many there were so far. */
  readonly answers: number
}

export class Requests {
  readonly #agencies: Agencies
  readonly #partners: Partners
  readonly #requests = new Map<RequestId, RequestRecord>()

  constructor(agencies: Agencies, partners: Partners) {
    this.#agencies = agencies
    this.#partners = partners
  }

  get all(): ReadonlyMap<RequestId, RequestRecord> {
    return this.#requests
  }

  published(entry: EntryOf<'request.published'>): Missteps {
    const { request, version, agency, agencyKey, recipient, at } = entry
    const asks = this.#agencies.asks(agency, agencyKey, at)
    if (this.#requests.has(request)) return [...asks, 'request-again']
    const record = { agency, published: entry, version, recipient, outcome: null, answers: 0 }
    this.#requests.set(request, { ...record, state: 'live' })
    return version === 1 ? asks : [...asks, 'request-again']
  }

  versioned(entry: EntryOf<'request.versioned'>): Missteps {
    const { request, version, agencyKey, recipient, at } = entry
    const record = this.#requests.get(request)
    if (record === undefined) return ['request-unknown']
    const asks = this.#agencies.asks(record.agency, agencyKey, at)
    this.#requests.set(request, { ...record, version })
    return [
      ...asks,
      ...over(record),
      ...(version === record.version + 1 ? none : again),
      ...(recipient === record.recipient ? none : (['request-key-changed'] as const)),
    ]
  }

  withdrawn({ request }: EntryOf<'request.withdrawn'>): Missteps {
    return this.#end(request, 'withdrawn', 'withdrawn')
  }

  closed({ request, outcome }: EntryOf<'request.closed'>): Missteps {
    return this.#end(request, 'closed', outcome)
  }

  /** What is wrong with an answer to it. */
  answered({ request, recipients, day }: EntryOf<'submission.sealed'>): Missteps {
    const record = this.#requests.get(request)
    if (record === undefined) return ['request-unknown']
    this.#requests.set(request, { ...record, answers: record.answers + 1 })
    const strangers = recipients.filter(
      (each) => each !== record.recipient && !this.#partners.receives(each, day),
    )
    return [
      ...over(record),
      ...this.#agencies.receives(record.agency),
      ...(strangers.length === 0 ? none : (['recipient-unknown'] as const)),
      ...(day < record.published.at.slice(0, 10) ? (['before-request'] as const) : none),
    ]
  }

  overdue({ request, submissions }: EntryOf<'handling.overdue'>): Missteps {
    const record = this.#requests.get(request)
    if (record === undefined) return ['request-unknown']
    return submissions > record.answers ? ['overdue-too-many'] : none
  }

  #end(request: RequestId, state: 'closed' | 'withdrawn', outcome: Outcome): Missteps {
    const record = this.#requests.get(request)
    if (record === undefined) return ['request-unknown']
    this.#requests.set(request, { ...record, state, outcome })
    return over(record)
  }
}

const again: Missteps = ['request-again']

function over({ state }: RequestRecord): Missteps {
  return state === 'live' ? none : ['request-over']
}
