import { Fault, isFaultCode, secondsBetween, toHex } from '@porchlight/core'
import type { EntryKind, Instant, NewsEntry, Random, RequestId, Rungs } from '@porchlight/core'
import { parseTlogProof } from '@porchlight/log'
import { newReplyKey } from '@porchlight/owner'
import type { AnswerView, LocalId } from '@porchlight/owner'

import type { KeptAnswer, LiveRequest, State } from '../state/state.ts'
import { maxDelaySeconds, somewhatLater } from './delay.ts'
import { endThread } from './questions.ts'
import type { Questions } from './questions.ts'
import { stoppedBy } from './stopped-by.ts'

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
  /**
   * Deletes at the instance what it has of an answer.
   *
   * @throws {Fault} `submission/opened` where somebody opened it
   */
  readonly takeBack: (answer: KeptAnswer) => Promise<void>
  /** Deletes what was sealed. */
  readonly forget: (answer: LocalId) => Promise<void>
  /** Whether the newest feed still shows this very request. */
  readonly stillLive: (live: LiveRequest) => boolean
  readonly questions: Pick<Questions, 'of'>
  /** Deletes the copies, once they are sent or never will be. */
  readonly over: (copies: readonly LocalId[]) => Promise<void>
  readonly bug: (error: unknown) => void
}

/** An answer on its way. */
interface Sending {
  part: number
  readonly stop: AbortController
  readonly ended: Promise<void>
}

/** What the owner said yes to, until its footage has ended. Survives restarts: an answer that waits is sent later. */
export class Answers {
  readonly #state: State
  readonly #tools: AnswerTools
  readonly #sending = new Map<LocalId, Sending>()

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
    this.#put({
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
      this.#put({ ...answer, sendsAt: this.#tools.now(), stopped: null })
  }

  /** What an answer that is not sent yet is made of: it leaves as it was seen, or not at all. */
  promised(): ReadonlySet<LocalId> {
    const waiting = this.#state.answers.all().filter(({ status }) => status === 'waiting')
    return new Set(waiting.flatMap(({ copies }) => copies))
  }

  /** Deletes what an end without warning left behind. @returns the answers that are not over */
  async tidy(): Promise<ReadonlySet<LocalId>> {
    const all = this.#state.answers.all()
    for (const { status, copies } of all) if (!isUnsent(status)) await this.#tools.over(copies)
    return new Set(all.flatMap(({ id, status }) => (isUnsent(status) ? [id] : [])))
  }

  /**
   * Takes an answer back. From now on nothing more of it is sent, not after a restart either; what lies at the instance
   * is deleted there, later where it cannot be reached now.
   *
   * @throws {Fault} `submission/opened` where somebody opened it
   */
  async withdraw(id: LocalId): Promise<void> {
    const answer = this.#get(id)
    if (answer.status === 'waiting') this.#put({ ...answer, status: 'withdrawing', stopped: null })
    const sending = this.#sending.get(id)
    sending?.stop.abort()
    await sending?.ended
    await this.#takeBack(id)
  }

  /** The owner said no to the request: what was not sent is not. */
  async decline(request: RequestId): Promise<void> {
    for (const { id, live, status } of this.#state.answers.all())
      if (live.signed.request.id === request && status === 'waiting') await this.withdraw(id)
  }

  /** Tells the instance what it could not be told before. */
  async takeBackAll(): Promise<void> {
    for (const { id, status } of this.#state.answers.all()) {
      if (status !== 'withdrawing') continue
      // what is refused is kept with the answer
      await this.#takeBack(id).catch((error: unknown) => {
        if (!(error instanceof Fault)) throw error
      })
    }
  }

  /** Sends what is due, one after the other. What fails is tried again when asked, or after the next look at the feed. */
  async sendDue(signal: AbortSignal): Promise<void> {
    for (const { id } of this.#state.answers.all()) {
      const { status, sendsAt } = this.#get(id)
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
      this.#put({ ...kept, status })
    }
  }

  async #takeBack(id: LocalId): Promise<void> {
    try {
      await this.#tools.takeBack(this.#get(id))
    } catch (error) {
      const because = stoppedBy(error, this.#tools.bug)
      // it may have been taken back meanwhile: the hub tries by itself, and so does its owner
      if (because !== 'submission/not-found') return this.#notTakenBack(this.#get(id), because)
    }
    await this.#tools.forget(id)
    await this.#tools.over(this.#get(id).copies)
    const ended = endThread(this.#state, this.#get(id))
    this.#put({ ...ended, status: 'withdrawn', stopped: null })
  }

  #notTakenBack(answer: KeptAnswer, because: string): void {
    const { status, receipt } = answer
    if (status === 'withdrawn') return
    // what somebody opened stays answered, whatever the owner wanted while it was on its way
    if (because === 'submission/opened' && status === 'withdrawing' && receipt !== null)
      this.#put({ ...answer, status: 'received', stopped: null })
    else if (status === 'withdrawing') this.#put({ ...answer, stopped: because })
    if (status !== 'withdrawing' || because === 'submission/opened')
      throw new Fault(isFaultCode(because) ? because : 'log/unavailable')
  }

  async #send(id: LocalId, signal: AbortSignal): Promise<void> {
    const ended = Promise.withResolvers<void>()
    const sending: Sending = { part: 0, stop: new AbortController(), ended: ended.promise }
    this.#sending.set(id, sending)
    try {
      await this.#deliver(this.#get(id), sending, AbortSignal.any([signal, sending.stop.signal]))
    } catch (error) {
      signal.throwIfAborted()
      if (!sending.stop.signal.aborted)
        this.#put({ ...this.#get(id), stopped: stoppedBy(error, this.#tools.bug) })
    } finally {
      this.#sending.delete(id)
      ended.resolve()
    }
  }

  async #deliver(answer: KeptAnswer, sending: Sending, signal: AbortSignal): Promise<void> {
    const { id, live, copies } = answer
    // closed or withdrawn since: nobody waits for it any more
    if (!this.#tools.stillLive(live)) throw new Fault('request/not-live')
    const receipt = await this.#tools.deliver(answer, {
      opened: (opened) => {
        this.#put({ ...this.#get(id), opened })
      },
      progress: (part) => {
        sending.part = part
      },
      signal,
    })
    const now = this.#get(id)
    // taken back while the instance wrote it down: it has to be taken back there
    const status = now.status === 'waiting' ? 'received' : now.status
    this.#put({ ...now, receipt, status, stopped: null })
    // only now: without its receipt nobody could say what became of it
    await this.#tools.forget(id)
    if (status === 'received') await this.#tools.over(copies)
  }

  #put(answer: KeptAnswer): void {
    this.#state.answers.put(answer.id, answer)
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
    if (status === 'withdrawing' || status === 'withdrawn') return { kind: status }
    const sending = this.#sending.get(id)
    if (sending !== undefined) return { kind: 'sending', part: sending.part }
    if (status === 'waiting' || opened === null)
      return stopped === null ? { kind: 'waiting', sendsAt } : { kind: 'stopped', because: stopped }
    return { kind: status, submission: opened.submission }
  }
}

/** Not in the log yet, or to be taken out of it. */
function isUnsent(status: KeptAnswer['status']): boolean {
  return status === 'waiting' || status === 'withdrawing'
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
