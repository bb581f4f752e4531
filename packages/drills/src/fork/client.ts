import { later } from '@porchlight/core'
import { allChecks, checkFeed, follow, Memory } from '@porchlight/hub'
import type { Checks, FeedCheckName, FeedVerdict, Offer, RequestCheckName } from '@porchlight/hub'

import { origin } from './operator.ts'
import type { Operator, Town } from './operator.ts'

export type CheckName = FeedCheckName | RequestCheckName

/** A client of the drill, with the witnesses' policy from somewhere else than the instance. */
export class Client {
  readonly #town: Town
  /** By how many seconds its clock is off. */
  clockSeconds = 0
  #memory: Memory | null = null

  constructor(town: Town) {
    this.#town = town
  }

  /** A client that saw the same. */
  copy(): Client {
    const copy = new Client(this.#town)
    copy.#memory = this.#memory
    copy.clockSeconds = this.clockSeconds
    return copy
  }

  get number(): number {
    return this.#memory?.number ?? 0
  }

  /** Its process ends and starts again: what it knows is what was in the file. */
  restart(): void {
    if (this.#memory !== null) this.#memory = Memory.parse(JSON.parse(JSON.stringify(this.#memory)))
  }

  /** Looks at what is put before it. */
  async look(offer: Offer, checks: Checks = allChecks): Promise<FeedVerdict> {
    const { policy, policyText, now } = this.#town
    const follower = {
      origin,
      memory: this.#memory,
      policy,
      policyText,
      now: later(now, this.clockSeconds),
    }
    return this.#learn(await checkFeed(offer, follower, checks))
  }

  /** Fetches from an operator as over HTTP, by way of earlier feeds where it slept. */
  async fetch(operator: Operator): Promise<FeedVerdict> {
    const { now, policyText } = this.#town
    const verdict = await follow({
      line: { origin, send: async (request) => await Promise.resolve(answer(operator, request)) },
      memory: this.#memory,
      policyText,
      now: () => later(now, this.clockSeconds),
      signal: new AbortController().signal,
    })
    return this.#learn(verdict)
  }

  #learn(verdict: FeedVerdict): FeedVerdict {
    if (verdict.accepted) this.#memory = verdict.memory
    return verdict
  }
}

/** A client with one check removed: it must fall for the attack that the check is for. */
export function without(name: CheckName): Checks {
  return {
    proof: allChecks.proof.filter((check) => check.name !== name),
    feed: allChecks.feed.filter((check) => check.name !== name),
    request: allChecks.request.filter((check) => check.name !== name),
  }
}

function answer(operator: Operator, { url }: Request): Response {
  const path = new URL(url).pathname
  const number = path === '/feed/latest' ? operator.number : Number(/\d+/.exec(path)?.[0])
  const offer = operator.served(number)
  if (offer === undefined) return new Response(null, { status: 404 })
  const isFeed = /^\/feed\/\d+$/.test(path)
  return new Response((isFeed ? offer.feed : offer.proof).slice())
}
