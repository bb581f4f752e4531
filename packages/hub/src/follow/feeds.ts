import type { Instant, Issuer, Line, NewsEntry, Random, SealedMessage } from '@porchlight/core'
import { LogError } from '@porchlight/log'

import { only } from '../state/state.ts'
import type { LiveRequest, Seen, State } from '../state/state.ts'
import type { Directory } from './directory.ts'
import { FeedAbsent } from './fetch-bytes.ts'
import { follow } from './follow.ts'
import { issuerIn } from './issuer.ts'
import type { FeedVerdict } from './check.ts'

/** What the world is to a hub. */
export interface FeedTools {
  readonly lineTo: (origin: string) => Line
  readonly now: () => Instant
}

/** What the newest accepted feed carries for those who answered, and who they must have it from. */
export interface Pending {
  /** What became of answers, anybody's. */
  readonly news: readonly NewsEntry[]
  readonly messages: readonly SealedMessage[]
  readonly directory: Directory
  readonly vouchedAt: Instant
}

/** Why the newest feed counts for nothing: the name of the check that failed, or `unreachable`. */
export type Trouble = string

/**
 * Follows the feed on a fixed clock with a tenth of jitter. Fetches the same files whatever matches, was viewed
 * or was answered: who watches the line sees that there is a hub, as everybody's.
 */
export class Feeds {
  readonly #state: State
  readonly #tools: FeedTools
  #trouble: Trouble | null = null
  #issuer: Issuer | null = null
  #pending: Pending | null = null
  /** Looks are made one after the other: what an earlier one brings late must not undo a later one. */
  #earlier: Promise<unknown> = Promise.resolve()

  constructor(state: State, tools: FeedTools) {
    this.#state = state
    this.#tools = tools
  }

  /** How tokens are had, by the newest feed of this run. */
  get issuer(): Issuer | null {
    return this.#issuer
  }

  /** Of the newest feed of this run; null before the first. */
  get pending(): Pending | null {
    return this.#pending
  }

  get trouble(): Trouble | null {
    return this.#trouble
  }

  /** What the newest accepted feed said; null before the first. */
  seen(): Seen | null {
    return this.#state.seen.get(only)
  }

  /** @returns whether a feed was accepted */
  async look(signal: AbortSignal): Promise<boolean> {
    const look = this.#after(this.#earlier, signal)
    this.#earlier = look.catch(() => undefined)
    return await look
  }

  async #after(earlier: Promise<unknown>, signal: AbortSignal): Promise<boolean> {
    await earlier
    return await this.#look(signal)
  }

  async #look(signal: AbortSignal): Promise<boolean> {
    const instance = this.#state.instance.get(only)
    if (instance === null) return false
    const { lineTo, now } = this.#tools
    const memory = this.seen()?.memory ?? null
    try {
      const line = lineTo(instance.origin)
      const verdict = await follow({ line, memory, policyText: null, now, signal })
      // the owner follows another one since
      if (this.#state.instance.get(only)?.origin !== instance.origin) return false
      if (!verdict.accepted) {
        this.#trouble = verdict.check
        return false
      }
      this.#state.seen.put(only, seenOf(verdict))
      this.#issuer = issuerIn(verdict.feed, now())
      const { feed, directory, vouchedAt } = verdict
      this.#pending = { news: feed.news, messages: feed.messages ?? [], directory, vouchedAt }
      this.#trouble = null
      return true
    } catch (error) {
      signal.throwIfAborted()
      if (!isAbsent(error)) throw error
      if (this.#state.instance.get(only)?.origin !== instance.origin) return false
      this.#trouble = 'unreachable'
      return false
    }
  }
}

type Accepted = Extract<FeedVerdict, { readonly accepted: true }>

function seenOf({ memory, directory, requests, vouchedAt }: Accepted): Seen {
  const live: LiveRequest[] = requests.flatMap(({ signed, digest, check }) => {
    const agency = directory.agencies.get(signed.request.agency)
    return check !== null || agency === undefined
      ? []
      : [{ signed, digest, agency: agency.profile }]
  })
  return { memory, vouchedAt, live }
}

/** The instance could not be reached or gave no feed: that passes. A bug does not. */
function isAbsent(error: unknown): boolean {
  return error instanceof FeedAbsent || error instanceof LogError || error instanceof TypeError
}

/** The clock that every hub keeps, whatever it is doing. */
const feedMinutes = 5
const minuteMillis = 60_000

/** Milliseconds to the next look: a tenth either way, so that hubs that began together come apart. */
export function pauseBeforeLook(random: Random): number {
  const fraction = ((random(1)[0] ?? 0) / 255 - 0.5) / 5
  return Math.round(feedMinutes * minuteMillis * (1 + fraction))
}
