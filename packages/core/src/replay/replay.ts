import type { Entry, EntryKind } from '../entry.ts'
import type { AgencyId, RecipientId, RequestId } from '../id.ts'
import type { Day } from '../instant.ts'

/** What no honest instance writes, whatever happened before. */
export type Misstep =
  /** The same version of a request a second time, or an older one after a newer. */
  | 'request-again'
  /** An answer to a request that was never published. */
  | 'request-unknown'
  /** An answer that is sealed to a key which is not its request's. */
  | 'recipient-unknown'
  /** An answer on a day before its request was published. */
  | 'before-request'
  /** Custody of something that is no earlier answer. */
  | 'submission-unknown'
  /** Accepted or declined before it was opened. */
  | 'not-opened'

/** Read off the entries; of each kind, and what they are about. */
export interface Counts {
  readonly entries: number
  readonly kinds: Readonly<Record<EntryKind, number>>
  readonly requests: number
  readonly agencies: number
  /** Answers by the key that they were sealed to. */
  readonly recipients: ReadonlyMap<RecipientId, number>
}

interface Asked {
  version: number
  /** Of all versions. */
  readonly recipients: Set<RecipientId>
  readonly day: Day
}

type Published = Extract<Entry, { kind: 'request.published' }>
type Sealed = Extract<Entry, { kind: 'submission.sealed' }>

/** Reads a log from its first entry on, and knows what may come next. */
export class Replay {
  readonly #asked = new Map<RequestId, Asked>()
  /** Whether an answer was opened, by the index of its entry. */
  readonly #answers = new Map<number, boolean>()
  readonly #agencies = new Set<AgencyId>()
  readonly #recipients = new Map<RecipientId, number>()
  readonly #kinds = {
    'request.published': 0,
    'submission.sealed': 0,
    'custody.opened': 0,
    'custody.accepted': 0,
    'custody.declined': 0,
  }
  #entries = 0

  /** Takes the next entry of the log. @returns what is wrong with it, given all before it */
  take(entry: Entry): readonly Misstep[] {
    const missteps = this.#missteps(entry)
    this.#kinds[entry.kind] += 1
    this.#entries += 1
    return missteps
  }

  counts(): Counts {
    return {
      entries: this.#entries,
      kinds: { ...this.#kinds },
      requests: this.#asked.size,
      agencies: this.#agencies.size,
      recipients: new Map(this.#recipients),
    }
  }

  #missteps(entry: Entry): readonly Misstep[] {
    if (entry.kind === 'request.published') return this.#published(entry)
    if (entry.kind === 'submission.sealed') return this.#sealed(entry)
    return this.#custody(entry.kind, entry.submission)
  }

  #published({ request, version, agency, recipient, at }: Published): readonly Misstep[] {
    this.#agencies.add(agency)
    const before = this.#asked.get(request)
    if (before === undefined) {
      this.#asked.set(request, {
        version,
        recipients: new Set([recipient]),
        day: at.slice(0, 10),
      })
      return []
    }
    const again = version <= before.version
    before.recipients.add(recipient)
    before.version = Math.max(before.version, version)
    return again ? ['request-again'] : []
  }

  #sealed({ request, recipients, day }: Sealed): readonly Misstep[] {
    this.#answers.set(this.#entries, false)
    for (const recipient of recipients)
      this.#recipients.set(recipient, (this.#recipients.get(recipient) ?? 0) + 1)
    const asked = this.#asked.get(request)
    if (asked === undefined) return ['request-unknown']
    const missteps: Misstep[] = []
    if (recipients.some((recipient) => !asked.recipients.has(recipient)))
      missteps.push('recipient-unknown')
    if (day < asked.day) missteps.push('before-request')
    return missteps
  }

  #custody(kind: EntryKind, submission: number): readonly Misstep[] {
    const opened = this.#answers.get(submission)
    if (opened === undefined) return ['submission-unknown']
    if (kind !== 'custody.opened') return opened ? [] : ['not-opened']
    this.#answers.set(submission, true)
    return []
  }
}
