import { Fault, secondsBetween, toHex } from '@porchlight/core'
import type { EntryKind, Instant, NewsEntry, Random, RequestId, Rungs } from '@porchlight/core'
import { parseTlogProof } from '@porchlight/log'
import { newReplyKey } from '@porchlight/owner'
import type { AnswerView, LocalId } from '@porchlight/owner'

import type { KeptAnswer, LiveRequest, State } from '../state/state.ts'
import { maxDelaySeconds, somewhatLater } from './delay.ts'
import { endThread } from './questions.ts'
import type { Questions } from './questions.ts'

export interface Yes {
  readonly live: LiveRequest
  readonly copies: readonly LocalId[]
  /** Without the key for a reply: that is made here. */
  readonly rungs: Omit<Rungs, 'reply'>
  /** Whether the agency may ask the owner something, who stays anonymous. */
  readonly mayAsk: boolean
  readonly hurry: boolean
}

/** Sends one answer, or goes on with it. */
export interface Deliver {
  (
    answer: KeptAnswer,
    about: {
      readonly opened: (opened: NonNullable<KeptAnswer['opened']>) => void
      readonly progress: (part: number) => void
      readonly signal: AbortSignal
    },
  ): Promise<string>
}

export interface AnswerTools {
  readonly now: () => Instant
  readonly random: Random
  readonly deliver: Deliver
  readonly withdraw: (answer: KeptAnswer) => Promise<void>
  /** Whether the newest feed still shows this very request. */
  readonly stillLive: (live: LiveRequest) => boolean
  readonly questions: Pick<Questions, 'of'>
  /** Deletes the copies, once they are sent. */
  readonly sent: (copies: readonly LocalId[]) => Promise<void>
}

/** What the owner said yes to, until its footage has ended. Survives restarts: an answer that waits is sent later. */
export class Answers {
  readonly #state: State
  readonly #tools: AnswerTools
  readonly #sending = new Map<LocalId, number>()

  constructor(state: State, tools: AnswerTools) {
    this.#state = state
    this.#tools = tools
  }

  views(): readonly AnswerView[] {
    return this.#state.answers.all().map((answer) => this.#view(answer))
  }

  receiptOf(id: LocalId): string {
    const { receipt } = this.#get(id)
    if (receipt === null) throw new Fault('submission/not-found')
    return receipt
  }

  answered(request: RequestId): boolean {
    return this.#state.answers.all().some(({ live }) => live.signed.request.id === request)
  }

  async yes({ live, copies, rungs, mayAsk, hurry }: Yes): Promise<LocalId> {
    const { now, random } = this.#tools
    if (live.signed.request.expiresAt <= now()) throw new Fault('request/expired')
    const id = toHex(random(8))
    const key = mayAsk ? await newReplyKey() : null
    this.#state.answers.put(id, {
      id,
      live,
      copies: [...copies],
      rungs: key === null ? rungs : { ...rungs, reply: key.recipient },
      sendsAt: hurry ? now() : delayed(live.signed.request.expiresAt, now(), random),
      opened: null,
      receipt: null,
      status: 'waiting',
      stopped: null,
      reply: key?.identity ?? null,
    })
    return id
  }

  hurry(id: LocalId): void {
    const answer = this.#get(id)
    if (answer.status === 'waiting')
      this.#state.answers.put(id, { ...answer, sendsAt: this.#tools.now(), stopped: null })
  }

  /**
   * Takes an answer back: what waits is forgotten, what was sent is deleted at the instance.
   *
   * @throws {Fault} `submission/opened` where somebody opened it
   */
  async withdraw(id: LocalId): Promise<void> {
    const answer = this.#get(id)
    if (this.#sending.has(id)) throw new Fault('submission/incomplete')
    if (answer.opened !== null) await this.#tools.withdraw(answer)
    await this.#tools.sent(answer.copies)
    this.#state.answers.put(id, { ...endThread(this.#state, answer), status: 'withdrawn' })
  }

  /** Sends what is due, one after the other. What fails is tried again when asked, or after the next look at the feed. */
  async sendDue(signal: AbortSignal): Promise<void> {
    for (const { id, status, sendsAt } of this.#state.answers.all()) {
      if (status !== 'waiting' || sendsAt > this.#tools.now() || this.#sending.has(id)) continue
      await this.#send(id, signal)
    }
  }

  /** Seconds until an answer is due; null where none waits. */
  nextDue(): number | null {
    const waiting = this.#state.answers.all().filter(({ status }) => status === 'waiting')
    const times = waiting.map(({ sendsAt }) => secondsBetween(this.#tools.now(), sendsAt))
    return times.length === 0 ? null : Math.max(0, Math.min(...times))
  }

  /** What the feed says became of answers; the owner's own are found by where the log has them. */
  heard(news: readonly NewsEntry[]): void {
    for (const answer of this.#state.answers.all()) {
      const index = answer.receipt === null ? null : indexOf(answer.receipt)
      const own = news.filter(({ entry }) => 'submission' in entry && entry.submission === index)
      const status = statusAfter(answer.status, own)
      if (status === answer.status) continue
      const kept = status === 'destroyed' ? endThread(this.#state, answer) : answer
      this.#state.answers.put(answer.id, { ...kept, status })
    }
  }

  async #send(id: LocalId, signal: AbortSignal): Promise<void> {
    this.#sending.set(id, 0)
    try {
      const answer = this.#get(id)
      // closed or withdrawn since: nobody waits for it any more
      if (!this.#tools.stillLive(answer.live)) throw new Fault('request/not-live')
      const receipt = await this.#tools.deliver(answer, {
        opened: (opened) => {
          this.#state.answers.put(id, { ...this.#get(id), opened })
        },
        progress: (part) => {
          this.#sending.set(id, part)
        },
        signal,
      })
      this.#state.answers.put(id, { ...this.#get(id), receipt, status: 'received', stopped: null })
      await this.#tools.sent(answer.copies)
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof Fault)) throw error
      this.#state.answers.put(id, { ...this.#get(id), stopped: error.code })
    } finally {
      this.#sending.delete(id)
    }
  }

  #get(id: LocalId): KeptAnswer {
    const answer = this.#state.answers.get(id)
    if (answer === null) throw new Fault('submission/not-found')
    return answer
  }

  #view(answer: KeptAnswer): AnswerView {
    const { id, live, copies, receipt } = answer
    const { request } = live.signed
    return {
      id,
      request: request.id,
      title: request.title,
      agency: live.agency.name,
      clips: copies.length,
      state: this.#stateOf(answer),
      receipt: receipt !== null,
      mayBeAsked: answer.reply !== null,
      questions: [...this.#tools.questions.of(id)],
    }
  }

  #stateOf({ id, status, sendsAt, stopped, opened }: KeptAnswer): AnswerView['state'] {
    const part = this.#sending.get(id)
    if (part !== undefined) return { kind: 'sending', part }
    if (status === 'withdrawn') return { kind: 'withdrawn' }
    if (status === 'waiting' || opened === null)
      return stopped === null ? { kind: 'waiting', sendsAt } : { kind: 'stopped', because: stopped }
    return { kind: status, submission: opened.submission }
  }
}

/** What was said of an answer, in the order in which it comes to be. */
const order = ['received', 'opened', 'unused', 'used', 'destroyed'] as const
const told = new Map<EntryKind, (typeof order)[number]>([
  ['custody.opened', 'opened'],
  ['custody.declined', 'unused'],
  ['custody.accepted', 'used'],
  ['custody.destroyed', 'destroyed'],
])

function statusAfter(
  before: KeptAnswer['status'],
  news: readonly NewsEntry[],
): KeptAnswer['status'] {
  const at = order.findIndex((status) => status === before)
  if (at === -1) return before
  const ranks = news.map(({ entry }) => order.indexOf(told.get(entry.kind) ?? 'received'))
  return order[Math.max(at, ...ranks)] ?? before
}

function indexOf(receipt: string): number {
  return parseTlogProof(receipt).index
}

/** Within an hour, or within half of what is left where that is less. */
function delayed(expiresAt: Instant, now: Instant, random: Random): Instant {
  const most = Math.min(maxDelaySeconds, secondsBetween(now, expiresAt) / 2)
  return somewhatLater(now, most, random)
}
