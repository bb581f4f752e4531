import { entryKinds } from '../entry.ts'
import type { Entry, EntryKind, EntryOf } from '../entry.ts'
import type { AgencyId, PartnerId, RecipientId, RequestId } from '../id.ts'
import { looserThanDefault } from '../rules/policy.ts'
import { Agencies } from './agencies.ts'
import type { AgencyRecord } from './agencies.ts'
import { Answers } from './answers.ts'
import { Maps } from './maps.ts'
import { none } from './misstep.ts'
import type { Misstep, Missteps } from './misstep.ts'
import { Partners } from './partners.ts'
import type { PartnerRecord } from './partners.ts'
import { Requests } from './requests.ts'
import type { RequestRecord } from './requests.ts'

/** Read off the entries; of each kind, and what they are about. */
export interface Counts {
  readonly entries: number
  readonly kinds: Readonly<Record<EntryKind, number>>
  readonly requests: number
  readonly agencies: number
  /** Answers by the key that they were sealed to. */
  readonly recipients: ReadonlyMap<RecipientId, number>
}

/** Reads a log from its first entry on, and knows what may come next. */
export class Replay {
  readonly #agencies = new Agencies()
  readonly #partners = new Partners()
  readonly #requests = new Requests(this.#agencies, this.#partners)
  readonly #answers = new Answers()
  readonly #maps = new Maps()
  readonly #recipients = new Map<RecipientId, number>()
  readonly #kinds = new Map<EntryKind, number>()
  readonly #legal = new Map<string, number>()
  #entries = 0
  #feeds = 0

  /** Takes the next entry of the log. @returns what is wrong with it, given all before it */
  take(entry: Entry): readonly Misstep[] {
    const wrong = this.#handled(entry.kind, entry)
    const early = this.#entries === 0 && entry.kind !== 'instance.opened'
    this.#kinds.set(entry.kind, this.#count(entry.kind) + 1)
    this.#entries += 1
    return early ? ['before-opening', ...wrong] : wrong
  }

  /** An entry that nobody can read: the next one has its own place all the same. */
  skip(): void {
    this.#entries += 1
  }

  counts(): Counts {
    const kinds = entryKinds.map((kind) => [kind, this.#count(kind)] as const)
    return {
      entries: this.#entries,
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `entryKinds` has every kind
      kinds: Object.fromEntries(kinds) as Record<EntryKind, number>,
      requests: this.#requests.all.size,
      agencies: this.#agencies.all.size,
      recipients: new Map(this.#recipients),
    }
  }

  /** What stands now; it changes with the next entry. */
  get agencies(): ReadonlyMap<AgencyId, AgencyRecord> {
    return this.#agencies.all
  }

  get partners(): ReadonlyMap<PartnerId, PartnerRecord> {
    return this.#partners.all
  }

  get requests(): ReadonlyMap<RequestId, RequestRecord> {
    return this.#requests.all
  }

  #count(kind: EntryKind): number {
    return this.#kinds.get(kind) ?? 0
  }

  #handled<K extends EntryKind>(kind: K, entry: EntryOf<K>): Missteps {
    return this.#handlers[kind](entry)
  }

  /** One for each kind: a kind that nobody looks at does not compile. */
  readonly #handlers: { readonly [K in EntryKind]: (entry: EntryOf<K>) => Missteps } = {
    'instance.opened': (entry) => [
      ...(this.#entries === 0 ? none : (['opened-again'] as const)),
      ...this.#ruled(entry),
    ],
    'policy.changed': (entry) => this.#ruled(entry),
    'release.published': () => none,
    'agency.admitted': (entry) => this.#agencies.admitted(entry),
    'agency.key': (entry) => this.#agencies.key(entry),
    'agency.suspended': (entry) => this.#agencies.suspended(entry),
    'partner.announced': (entry) => this.#partners.announced(entry),
    'partner.activated': (entry) => this.#partners.activated(entry),
    'partner.ended': (entry) => this.#partners.ended(entry),
    'partner.key': (entry) => this.#partners.key(entry),
    'request.published': (entry) => this.#requests.published(entry),
    'request.versioned': (entry) => this.#requests.versioned(entry),
    'request.withdrawn': (entry) => this.#requests.withdrawn(entry),
    'request.closed': (entry) => this.#requests.closed(entry),
    'request.refused': (entry) => this.#agencies.refused(entry),
    'submission.sealed': (entry) => this.#sealed(entry),
    'custody.opened': (entry) => this.#answers.opened(entry),
    'custody.accepted': (entry) => this.#answers.handled(entry),
    'custody.declined': (entry) => this.#answers.handled(entry),
    'custody.exported': (entry) => this.#answers.handled(entry),
    'custody.destroyed': (entry) => this.#answers.destroyed(entry),
    'handling.overdue': (entry) => this.#requests.overdue(entry),
    'feed.published': ({ number }) => this.#fed(number),
    'token.key': () => none,
    'legal.counted': (entry) => this.#counted(entry),
    'map.built': (entry) => this.#maps.built(entry),
  }

  #ruled(entry: EntryOf<'instance.opened' | 'policy.changed'>): Missteps {
    this.#partners.promise(entry)
    return looserThanDefault(entry.policy).length === 0 ? none : ['policy-too-loose']
  }

  #sealed(entry: EntryOf<'submission.sealed'>): Missteps {
    this.#answers.sealed(this.#entries)
    for (const recipient of entry.recipients)
      this.#recipients.set(recipient, (this.#recipients.get(recipient) ?? 0) + 1)
    return this.#requests.answered(entry)
  }

  #fed(number: number): Missteps {
    const expected = this.#feeds + 1
    this.#feeds = Math.max(this.#feeds, number)
    return number === expected ? none : ['feed-out-of-order']
  }

  #counted({ class: served, count }: EntryOf<'legal.counted'>): Missteps {
    const before = this.#legal.get(served) ?? 0
    this.#legal.set(served, Math.max(before, count))
    return count > before ? none : ['count-fell']
  }
}
