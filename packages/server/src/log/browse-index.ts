import { Statistics } from '@porchlight/core'
import type {
  AgencyId,
  Entry,
  EntryKind,
  EntryOf,
  Numbers,
  PartnerId,
  RecipientId,
  RequestId,
} from '@porchlight/core'

import { groupOf } from './browse-kinds.ts'
import { traitsOf } from './browse-traits.ts'
import type { LogFilter, Subject } from './lines.ts'

/**
 * Where in the log is what: for each request, agency, partner, kind and trait the indices of its
 * entries. Some ten numbers for an entry, so that no page has to read what it does not show.
 */
export class LogIndex {
  readonly #lists = new Map<string, number[]>()
  readonly #subjects: Subject[] = []
  readonly #requests = new Map<RequestId, Subject>()
  readonly #agencies = new Map<AgencyId, Subject>()
  readonly #partners = new Map<PartnerId, Subject>()
  readonly #partnerKeys = new Map<RecipientId, ReadonlySet<PartnerId>>()
  readonly #statistics = new Statistics()
  #numbers: Numbers | null = null

  /** Entries taken so far. */
  get size(): number {
    return this.#subjects.length
  }

  /** Counted over all that was taken so far. */
  get numbers(): Numbers {
    this.#numbers ??= this.#statistics.numbers()
    return this.#numbers
  }

  /** In the order of their announcement. */
  get partners(): readonly PartnerId[] {
    return [...this.#partners.keys()]
  }

  /** In the order of their admission. */
  get agencies(): readonly AgencyId[] {
    return [...this.#agencies.keys()]
  }

  take(entry: Entry): void {
    const index = this.size
    const about = this.#about(entry.kind, entry)
    this.#subjects.push(about)
    this.#numbers = null
    for (const key of keysOf(entry, about)) this.#add(key, index)
    for (const trait of traitsOf(entry, this.#statistics.take(entry))) this.#add(trait, index)
  }

  about(index: number): Subject {
    return this.#subjects[index] ?? nobody
  }

  /** How many entries below `before` a filter finds. */
  count(filter: LogFilter, before = this.size): number {
    const [only, ...others] = this.#listsOf(filter)
    if (only !== undefined && others.length === 0) return countBelow(only, before)
    return this.#walk(filter, before, () => true)
  }

  /** The newest `most` below `before` that a filter finds, newest first. */
  find(filter: LogFilter, before: number, most: number): readonly number[] {
    const found: number[] = []
    if (most > 0) {
      this.#walk(filter, before, (index) => {
        found.push(index)
        return found.length < most
      })
    }
    return found
  }

  #add(key: string, index: number): void {
    const list = this.#lists.get(key)
    if (list === undefined) this.#lists.set(key, [index])
    else list.push(index)
  }

  #listsOf(filter: LogFilter): readonly (readonly number[])[] {
    return keysIn(filter).map((key) => this.#lists.get(key) ?? [])
  }

  /** Calls for each that is found, newest first, until one call says that it is enough. @returns how many it was called for */
  #walk(filter: LogFilter, before: number, call: (index: number) => boolean): number {
    const lists = this.#listsOf(filter).toSorted((a, b) => a.length - b.length)
    const [shortest = [], ...others] = lists
    let found = 0
    for (let at = countBelow(shortest, before) - 1; at >= 0; at -= 1) {
      const index = shortest[at] ?? 0
      if (!others.every((list) => holds(list, index))) continue
      found += 1
      if (!call(index)) break
    }
    return found
  }

  #about<K extends EntryKind>(kind: K, entry: EntryOf<K>): Subject {
    return this.#subjectOf[kind]?.(entry) ?? nobody
  }

  readonly #subjectOf: { readonly [K in EntryKind]?: (entry: EntryOf<K>) => Subject } = {
    'agency.admitted': ({ agency }) => this.#agency(agency),
    'agency.key': ({ agency }) => this.#agency(agency),
    'agency.suspended': ({ agency }) => this.#agency(agency),
    'partner.announced': ({ partner }) => this.#partner(partner),
    'partner.activated': ({ partner }) => this.#partner(partner),
    'partner.ended': ({ partner }) => this.#partner(partner),
    'partner.key': (entry) => this.#partnerKey(entry),
    'request.published': ({ request, agency }) => {
      return kept(this.#requests, request, { request, agency, partners: [] })
    },
    'request.versioned': ({ request }) => this.#request(request),
    'request.withdrawn': ({ request }) => this.#request(request),
    'request.closed': ({ request }) => this.#request(request),
    'request.refused': ({ agency }) => this.#agency(agency),
    'submission.sealed': (entry) => this.#answer(entry),
    'custody.opened': ({ submission }) => this.about(submission),
    'custody.accepted': ({ submission }) => this.about(submission),
    'custody.declined': ({ submission }) => this.about(submission),
    'custody.exported': ({ submission }) => this.about(submission),
    'custody.destroyed': ({ submission }) => this.about(submission),
    'handling.overdue': ({ request }) => this.#request(request),
  }

  #agency(agency: AgencyId): Subject {
    return kept(this.#agencies, agency, { ...nobody, agency })
  }

  #partner(partner: PartnerId): Subject {
    return kept(this.#partners, partner, { ...nobody, partners: [partner] })
  }

  #request(request: RequestId): Subject {
    return this.#requests.get(request) ?? { ...nobody, request }
  }

  #partnerKey({ partner, recipient }: EntryOf<'partner.key'>): Subject {
    const before = this.#partnerKeys.get(recipient) ?? []
    this.#partnerKeys.set(recipient, new Set([...before, partner]))
    return this.#partner(partner)
  }

  #answer({ request, recipients }: EntryOf<'submission.sealed'>): Subject {
    const subject = this.#request(request)
    const partners = recipients.flatMap((key) => [...(this.#partnerKeys.get(key) ?? [])])
    return partners.length === 0 ? subject : { ...subject, partners: [...new Set(partners)] }
  }
}

const nobody: Subject = { request: null, agency: null, partners: [] }

/** The one subject of a name, shared by all its entries. */
function kept<K>(subjects: Map<K, Subject>, key: K, made: Subject): Subject {
  const before = subjects.get(key)
  if (before !== undefined) return before
  subjects.set(key, made)
  return made
}

/** Of everything but feeds. */
const mainKey = 'main'

/** Lists in which an entry stands. Names of requests, agencies, partners, kinds and groups are never the same. */
function keysOf({ kind }: Entry, { request, agency, partners }: Subject): readonly string[] {
  const group = groupOf(kind)
  return [
    kind,
    group,
    ...(group === 'feeds' ? [] : [mainKey]),
    ...(request === null ? [] : [request]),
    ...(agency === null ? [] : [agency]),
    ...partners,
  ]
}

/** Lists in which an entry must stand. */
function keysIn({ request, agency, partner, kind, trait }: LogFilter): readonly string[] {
  const keys = [request, agency, partner, kind, trait].filter((key) => key !== undefined)
  return keys.length === 0 ? [mainKey] : keys
}

/** How many numbers of an ascending list are less than a limit. */
function countBelow(list: readonly number[], limit: number): number {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle] ?? limit) < limit) low = middle + 1
    else high = middle
  }
  return low
}

function holds(list: readonly number[], index: number): boolean {
  return list[countBelow(list, index)] === index
}
