import { legalClasses } from '../entry.ts'
import type { Entry, EntryKind, EntryOf } from '../entry.ts'
import type { RequestId } from '../id.ts'
import { daySeconds, secondsBetween } from '../instant.ts'
import type { Instant } from '../instant.ts'
import type { Offence } from '../offence.ts'
import { outcomes } from '../request.ts'
import type { Outcome } from '../request.ts'

/** What was served, by the class that its count has. */
export type LegalClass = (typeof legalClasses)[number]

/** Days from publication to the end at which one length of time gives way to the next. */
export const closeSteps = [1, 3, 7, 14, 30] as const

/** Everything that the log counts; the same entries give the same numbers to everybody. */
export interface Numbers {
  readonly entries: number
  readonly requests: {
    readonly published: number
    readonly extended: number
    /** Neither closed nor withdrawn, whether or not it can still be answered. */
    readonly open: number
    readonly byOffence: ReadonlyMap<Offence, number>
    /** Of all outcomes. */
    readonly byOutcome: ReadonlyMap<Outcome, number>
  }
  readonly toClose: {
    /** Requests that ended, by length: below each of `closeSteps`, and all longer ones. */
    readonly counts: readonly number[]
    /** Null before the first. */
    readonly medianSeconds: number | null
  }
  readonly refusals: {
    readonly total: number
    /** A request may break several. */
    readonly byRule: ReadonlyMap<string, number>
  }
  readonly answers: {
    readonly total: number
    /** By `2026-11`, in order. */
    readonly byMonth: ReadonlyMap<string, number>
    readonly opened: number
    /** Clips, of which an answer has several. */
    readonly accepted: number
    readonly declined: number
    readonly exported: number
    readonly destroyed: number
  }
  readonly overdue: {
    /** How often it was said. */
    readonly reports: number
    readonly submissions: number
  }
  /** Of all classes. */
  readonly legal: ReadonlyMap<LegalClass, number>
}

/** Which of the lengths of `closeSteps` a time is of: 0 for less than the first step. */
export function closeStepOf(seconds: number): number {
  const step = closeSteps.findIndex((days) => seconds < days * daySeconds)
  return step === -1 ? closeSteps.length : step
}

/** Counts a log from its first entry on. It believes what it reads: what may follow what is for `Replay`. */
export class Statistics {
  readonly #kinds = new Map<EntryKind, number>()
  readonly #offences = new Map<Offence, number>()
  readonly #outcomes = new Map<Outcome, number>()
  readonly #rules = new Map<string, number>()
  readonly #months = new Map<string, number>()
  readonly #legal = new Map<LegalClass, number>()
  readonly #open = new Map<RequestId, Instant>()
  readonly #lengths: number[] = []
  #entries = 0
  #extended = 0
  #overdue = 0

  /** Takes the next entry. @returns of the entry that ends a request, the seconds since it was published; else null */
  take(entry: Entry): number | null {
    this.#entries += 1
    add(this.#kinds, entry.kind)
    return this.#counted(entry.kind, entry)
  }

  numbers(): Numbers {
    return {
      entries: this.#entries,
      requests: {
        published: this.#of('request.published'),
        extended: this.#extended,
        open: this.#open.size,
        byOffence: new Map(this.#offences),
        byOutcome: whole(outcomes, this.#outcomes),
      },
      toClose: { counts: this.#lengthCounts(), medianSeconds: median(this.#lengths) },
      refusals: { total: this.#of('request.refused'), byRule: new Map(this.#rules) },
      answers: {
        total: this.#of('submission.sealed'),
        byMonth: new Map([...this.#months].toSorted(([a], [b]) => (a < b ? -1 : 1))),
        opened: this.#of('custody.opened'),
        accepted: this.#of('custody.accepted'),
        declined: this.#of('custody.declined'),
        exported: this.#of('custody.exported'),
        destroyed: this.#of('custody.destroyed'),
      },
      overdue: { reports: this.#of('handling.overdue'), submissions: this.#overdue },
      legal: whole(legalClasses, this.#legal),
    }
  }

  #counted<K extends EntryKind>(kind: K, entry: EntryOf<K>): number | null {
    return this.#counters[kind]?.(entry) ?? null
  }

  readonly #counters: { readonly [K in EntryKind]?: (entry: EntryOf<K>) => number | null } = {
    'request.published': (entry) => this.#published(entry),
    'request.closed': (entry) => this.#ended(entry, entry.outcome),
    'request.withdrawn': (entry) => this.#ended(entry, 'withdrawn'),
    'request.refused': ({ rules }) => add(this.#rules, ...new Set(rules)),
    'submission.sealed': ({ day }) => add(this.#months, monthOf(day)),
    'handling.overdue': ({ submissions }) => {
      this.#overdue += submissions
      return null
    },
    'legal.counted': ({ class: served, count }) => {
      this.#legal.set(served, count)
      return null
    },
  }

  #of(kind: EntryKind): number {
    return this.#kinds.get(kind) ?? 0
  }

  #published(entry: EntryOf<'request.published'>): null {
    add(this.#offences, entry.offence)
    if (entry.class === 'extended') this.#extended += 1
    this.#open.set(entry.request, entry.at)
    return null
  }

  #ended(entry: EntryOf<'request.closed' | 'request.withdrawn'>, outcome: Outcome): number | null {
    add(this.#outcomes, outcome)
    const from = this.#open.get(entry.request)
    if (from === undefined) return null
    this.#open.delete(entry.request)
    const seconds = secondsBetween(from, entry.at)
    this.#lengths.push(seconds)
    return seconds
  }

  #lengthCounts(): readonly number[] {
    const counts = Array.from({ length: closeSteps.length + 1 }, () => 0)
    for (const seconds of this.#lengths) {
      const step = closeStepOf(seconds)
      counts[step] = (counts[step] ?? 0) + 1
    }
    return counts
  }
}

/** `2026-11` of a day or an instant. */
export function monthOf(day: string): string {
  return day.slice(0, 7)
}

function add<K>(counts: Map<K, number>, ...keys: readonly K[]): null {
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return null
}

/** With those that never came. */
function whole<K>(keys: readonly K[], counts: ReadonlyMap<K, number>): ReadonlyMap<K, number> {
  return new Map(keys.map((key) => [key, counts.get(key) ?? 0]))
}

/** The middle one; of an even number, the mean of the two in the middle. */
function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const [low, high] = [(sorted.length - 1) >> 1, sorted.length >> 1].map((at) => sorted[at])
  return low === undefined || high === undefined ? null : (low + high) / 2
}
