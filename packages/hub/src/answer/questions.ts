import { Fault, maxQuestions, secondsBetween } from '@porchlight/core'
import type { Instant, QuestionId, Random, SealedMessage, SignedQuestion } from '@porchlight/core'
import { sealReply, tryQuestion } from '@porchlight/owner'
import type { LocalId, QuestionView } from '@porchlight/owner'

import { mayHaveAsked } from '../follow/directory.ts'
import type { Pending } from '../follow/feeds.ts'
import type { KeptAnswer, State } from '../state/state.ts'
import { maxDelaySeconds, somewhatLater } from './delay.ts'
import { dropQuestions, findQuestion, keepQuestion, questionsOf } from './kept-questions.ts'
import type { KeptQuestion } from './kept-questions.ts'
import { stoppedBy } from './stopped-by.ts'

export interface QuestionTools {
  readonly now: () => Instant
  readonly random: Random
  /** Hands a sealed reply to the instance; it is durable there when this returns. */
  readonly post: (answer: KeptAnswer, sealed: SealedMessage) => Promise<void>
  readonly bug: (error: unknown) => void
}

interface Named {
  readonly answer: LocalId
  readonly question: QuestionId
}

type Waiting = Extract<KeptQuestion['state'], { readonly kind: 'waiting' }>

/**
 * What agencies ask about answers whose owner allowed it. Found in the feed that everybody fetches, by trying each
 * message: nothing is fetched for it, and nothing leaves before the owner has written something.
 */
export class Questions {
  readonly #state: State
  readonly #tools: QuestionTools
  /** Messages of the newest feed that are for none of these answers: an answer of later cannot have been asked in them. */
  #notOurs: ReadonlySet<SealedMessage> = new Set()

  constructor(state: State, tools: QuestionTools) {
    this.#state = state
    this.#tools = tools
  }

  of(answer: LocalId): readonly QuestionView[] {
    return questionsOf(this.#state, answer).map(viewOf)
  }

  /**
   * Tries each message of a feed once with the key of each answer, at most 64 times the number of answers. What is
   * for nobody here, or not signed by the agency that was answered, leaves no trace.
   */
  async take(pending: Pending): Promise<void> {
    const notOurs = new Set<SealedMessage>()
    for (const message of pending.messages) {
      if (this.#notOurs.has(message) || !(await this.#try(message, pending))) notOurs.add(message)
    }
    this.#notOurs = notOurs
  }

  /** Seals the owner's words to the request's own key; they leave after a random while. */
  async reply(
    named: Named,
    { text, hurry }: { readonly text: string; readonly hurry: boolean },
  ): Promise<void> {
    const kept = this.#get(named)
    if (kept.state.kind !== 'open' && kept.state.kind !== 'declined')
      throw new Fault('thread/nothing-asked')
    const { signed } = this.#answer(named.answer).live
    const reply = { kind: 'porchlight/reply/v1', question: named.question, text } as const
    const sealed = await sealReply(reply, signed.request.recipient)
    const { now, random } = this.#tools
    const sendsAt = hurry ? now() : somewhatLater(now(), maxDelaySeconds, random)
    this.#keep(kept, { kind: 'waiting', text, sealed, sendsAt, stopped: null })
  }

  /** The owner will not answer, or takes back what has not left yet. */
  decline(named: Named): void {
    const kept = this.#get(named)
    if (kept.state.kind === 'sent') throw new Fault('thread/nothing-asked')
    this.#keep(kept, { kind: 'declined' })
  }

  hurry(named: Named): void {
    const kept = this.#get(named)
    if (kept.state.kind === 'waiting')
      this.#keep(kept, { ...kept.state, sendsAt: this.#tools.now(), stopped: null })
  }

  /** Sends what is due. What could not be handed over is tried again after the next look at the feed. */
  async sendDue(signal: AbortSignal): Promise<void> {
    for (const kept of this.#state.questions.all()) {
      const { state } = kept
      if (state.kind !== 'waiting' || state.sendsAt > this.#tools.now() || isFinal(state)) continue
      await this.#send(kept, state, signal)
    }
  }

  /** Seconds until one is due; null where none waits, or what waits was stopped. */
  nextDue(): number | null {
    const times = this.#state.questions.all().flatMap(({ state }) => {
      if (state.kind !== 'waiting' || state.stopped !== null) return []
      // one that has become due while others were sent is no second late
      return [Math.max(1, secondsBetween(this.#tools.now(), state.sendsAt))]
    })
    return times.length === 0 ? null : Math.min(...times)
  }

  /** @returns whether it is for one of these answers, whatever it is worth */
  async #try(message: SealedMessage, pending: Pending): Promise<boolean> {
    for (const answer of this.#state.answers.all()) {
      if (answer.reply === null || answer.opened === null) continue
      const signed = await tryQuestion(message, answer.reply)
      if (signed === null) continue
      if (isAsked(signed, answer, pending)) this.#heard(signed, answer.id)
      return true
    }
    return false
  }

  #heard({ question }: SignedQuestion, answer: LocalId): void {
    const { id, asks, text, day } = question
    const known = questionsOf(this.#state, answer)
    if (known.length >= maxQuestions || known.some((kept) => kept.question === id)) return
    // it may have ended while it was being tried
    if (this.#answer(answer).reply === null) return
    keepQuestion(this.#state, { answer, question: id, asks, text, day, state: { kind: 'open' } })
  }

  async #send(kept: KeptQuestion, state: Waiting, signal: AbortSignal): Promise<void> {
    let after: KeptQuestion['state']
    try {
      await this.#tools.post(this.#answer(kept.answer), state.sealed)
      after = { kind: 'sent', text: state.text }
    } catch (error) {
      signal.throwIfAborted()
      after = { ...state, stopped: stoppedBy(error, this.#tools.bug) }
    }
    // it may have ended meanwhile, and then nothing of it is kept
    if (findQuestion(this.#state, kept) !== null) this.#keep(kept, after)
  }

  #keep(kept: KeptQuestion, state: KeptQuestion['state']): void {
    keepQuestion(this.#state, { ...kept, state })
  }

  #get(named: Named): KeptQuestion {
    const kept = findQuestion(this.#state, named)
    if (kept === null) throw new Fault('thread/nothing-asked')
    return kept
  }

  #answer(id: LocalId): KeptAnswer {
    const answer = this.#state.answers.get(id)
    if (answer === null) throw new Fault('submission/not-found')
    return answer
  }
}

/** An answer that has ended can be asked nothing more: its key goes, and what was asked and said. */
export function endThread(state: State, answer: KeptAnswer): KeptAnswer {
  dropQuestions(state, answer.id)
  const { reply: _, ...rungs } = answer.rungs
  return { ...answer, rungs, reply: null }
}

/** Whether the very agency that was answered asks about this very answer, by the directory of a checked feed. */
function isAsked(
  { question, signature }: SignedQuestion,
  { opened, live }: KeptAnswer,
  { directory, vouchedAt }: Pending,
): boolean {
  const agency = directory.agencies.get(live.signed.request.agency)
  if (agency === undefined || question.submission !== opened?.submission) return false
  return mayHaveAsked(agency, signature.key, vouchedAt)
}

/** What passes by itself; anything else is said to the owner, who may try again. */
const passing: ReadonlySet<string> = new Set([
  'unreachable',
  'internal',
  'log/unavailable',
  'rate/too-many',
])

function isFinal({ stopped }: Waiting): boolean {
  return stopped !== null && !passing.has(stopped)
}

function viewOf({ question, asks, text, day, state }: KeptQuestion): QuestionView {
  return { question, asks, text, day, state: stateOf(state) }
}

function stateOf(state: KeptQuestion['state']): QuestionView['state'] {
  if (state.kind !== 'waiting') return state
  const { text, sendsAt, stopped } = state
  return stopped === null
    ? { kind: 'waiting', text, sendsAt }
    : { kind: 'stopped', text, because: stopped }
}
