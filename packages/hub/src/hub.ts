import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { api, call, Fault, later } from '@porchlight/core'
import type { Instant, Line, Random, RequestId } from '@porchlight/core'
import type { CameraView, LocalId } from '@porchlight/owner'

import { Answers } from './answer/answers.ts'
import type { Yes } from './answer/answers.ts'
import { deliverer, KeptSealed } from './answer/deliver.ts'
import { Questions } from './answer/questions.ts'
import { readyCopy } from './answer/ready-copy.ts'
import { Tokens } from './answer/tokens.ts'
import type { Clips } from './clips/clips.ts'
import { timeTeller } from './clips/told-time.ts'
import { Feeds, pauseBeforeLook } from './follow/feeds.ts'
import { Holds } from './hold/holds.ts'
import { Matching } from './matching.ts'
import type { ReadCamera } from './recorders/clocks.ts'
import { refusing } from './recorders/fault.ts'
import { lookWhenHeard } from './recorders/heard.ts'
import type { Hear } from './recorders/heard.ts'
import { Recorders } from './recorders/recorders.ts'
import type { OpenSource } from './recorders/recorders.ts'
import { Copies } from './review/copies.ts'
import { Originals } from './review/originals.ts'
import type { OpenedOriginal } from './sources/source.ts'
import { Records } from './state/records.ts'
import { only } from './state/state.ts'
import type { State } from './state/state.ts'
import type { Zips } from './zips/zips.ts'

export interface HubTools {
  readonly directory: string
  readonly now: () => Instant
  readonly random: Random
  readonly lineTo: (origin: string) => Line
  readonly clips: Clips
  readonly openSource: OpenSource
  readonly zips: Zips
  readonly readCamera: ReadCamera
  /** Told of matches, on the owner's own network only. */
  readonly notify: (matches: number) => void
  /** That a Frigate saw something, where a broker at home tells it. */
  readonly hear?: Hear
  /** Waits for the next look; rejects with the signal's reason. */
  readonly pause: (millis: number, signal: AbortSignal) => Promise<void>
}

/** All parts of a running hub. What the screens ask for is done by them. */
export class Hub {
  readonly state: State
  readonly clips: Clips
  readonly feeds: Feeds
  readonly recorders: Recorders
  readonly holds: Holds
  readonly originals: Originals
  readonly copies: Copies
  readonly matching: Matching
  readonly answers: Answers
  readonly questions: Questions
  readonly tokens: Tokens
  readonly zips: Zips
  nextLook: Instant
  readonly #tools: HubTools
  #wake = new AbortController()
  #fed = new AbortController()
  /** What the owner let go of, until the hub is started again: it is not held anew by itself. */
  readonly #released = new Set<RequestId>()
  /** How many clips fitted a request when it was held last. */
  readonly #tried = new Map<RequestId, number>()

  constructor(state: State, tools: HubTools) {
    const { directory, now, random, clips } = tools
    this.#tools = tools
    this.state = state
    this.clips = clips
    this.nextLook = now()
    this.zips = tools.zips
    this.feeds = new Feeds(state, {
      ...tools,
      heard: (news) => {
        this.answers.heard(news)
      },
    })
    const { openSource, readCamera } = tools
    this.recorders = new Recorders(state, {
      open: openSource,
      readCamera,
      sink: clips,
      random,
      now,
    })
    const open = async (clip: LocalId, signal: AbortSignal) =>
      await this.#openOriginal(clip, signal)
    this.originals = new Originals(open)
    this.holds = new Holds(state, { directory: join(directory, 'held'), random, now, open })
    this.copies = new Copies(state, {
      directory: join(directory, 'copies'),
      random,
      originals: this.originals,
      timeOf: (clip, about) => {
        const known = clips.get(clip)
        return known === null ? null : timeTeller(state)(known, about)
      },
    })
    this.matching = new Matching(state, { clips, holds: this.holds, now })
    this.tokens = new Tokens(state, { line: () => this.#line(), random })
    this.questions = this.#newQuestions()
    this.answers = this.#newAnswers()
  }

  /** Works until it is stopped. */
  async run(signal: AbortSignal): Promise<void> {
    await this.zips.tidy()
    await Promise.all([
      this.#follow(signal),
      this.#prepare(signal),
      this.#send(signal),
      this.recorders.run(() => undefined, signal),
      this.#hear(signal),
    ])
  }

  /** One look at the feed, and what follows from it on this machine. */
  async tick(signal: AbortSignal): Promise<void> {
    if (await this.#look(signal)) await this.#afterFeed(signal)
  }

  /** Follows the requests of an instance, once a feed of it was accepted. */
  async setInstance(origin: string, invite: string | null, signal: AbortSignal): Promise<void> {
    const before = this.state.instance.get(only)
    this.state.instance.put(only, { origin: new URL(origin).origin, invite })
    if (before !== null && before.origin !== new URL(origin).origin) this.state.seen.delete(only)
    if (await this.#look(signal)) return
    if (before === null) this.state.instance.delete(only)
    else this.state.instance.put(only, before)
    throw new Fault('hub/no-instance')
  }

  async hold(request: RequestId, hold: boolean, signal: AbortSignal): Promise<void> {
    if (hold) {
      this.#released.delete(request)
      await this.holds.hold(request, this.matching.clipsOf(request), signal)
    } else {
      this.#released.add(request)
      await this.holds.release(request)
    }
  }

  /** @throws {Fault} `source/gone` */
  async removeSource(id: LocalId): Promise<void> {
    const kept = this.state.sources.get(id)
    this.recorders.remove(id)
    if (kept?.source.kind === 'ring-zip') await this.zips.drop(kept.source.zip)
  }

  /**
   * Places a camera, and says what is always hidden in its pictures. Copies of it that were made with other masks are
   * no longer what would leave, and are dropped; what was said yes to goes as it was seen.
   *
   * @throws {Fault} `source/gone`
   */
  async setCamera(id: LocalId, drawn: Pick<CameraView, 'clock' | 'masks' | 'view'>): Promise<void> {
    const kept = this.state.cameras.get(id)
    if (kept === null) throw new Fault('source/gone')
    this.state.cameras.put(id, { ...kept, ...drawn })
    // another clock counts for its recordings from now on
    if (kept.clock?.names !== drawn.clock?.names) this.clips.retime(kept.source)
    if (JSON.stringify(kept.masks) === JSON.stringify(drawn.masks)) return
    const promised = new Set(this.state.answers.all().flatMap(({ copies }) => copies))
    for (const copy of this.copies.all())
      if (this.clips.get(copy.clip)?.camera === id && !promised.has(copy.id))
        await this.copies.drop(copy.id)
  }

  /** Everything that was prepared is gone, and that it was: on the disk there is no trace. */
  async decline(request: RequestId): Promise<void> {
    const live = this.matching.find(request)
    await this.copies.dropAll(request)
    await this.holds.release(request)
    for (const clip of this.matching.clipsOf(request)) await this.originals.close(clip)
    if (live !== null) this.matching.decline(live)
  }

  /** @throws {Fault} `request/not-found`, `request/expired` */
  async yes(request: RequestId, about: Omit<Yes, 'live'>): Promise<LocalId> {
    const live = this.matching.find(request)
    if (live === null) throw new Fault('request/not-found')
    for (const copy of about.copies)
      if (this.copies.made(copy).request !== request) throw new Fault('source/gone')
    const id = await this.answers.yes({ ...about, live })
    this.wake()
    return id
  }

  now(): Instant {
    return this.#tools.now()
  }

  /** Something is due now. */
  wake(): void {
    this.#wake.abort()
  }

  async close(): Promise<void> {
    await this.copies.stop()
    await this.originals[Symbol.asyncDispose]()
    this.state.database.close()
  }

  #newAnswers(): Answers {
    const { now, random, directory } = this.#tools
    const sealed = new Records(this.state.database, 'sealed', KeptSealed)
    return new Answers(this.state, {
      now,
      random,
      deliver: deliverer({
        line: () => this.#line(),
        policyText: () => this.feeds.seen()?.memory.policy ?? '',
        token: (request) => this.tokens.of(request),
        copy: async (id, signal) => await readyCopy(this, id, signal),
        sealed,
        directory: join(directory, 'sealed'),
        random,
        now,
      }),
      withdraw: async (answer) => {
        await rm(join(directory, 'sealed', answer.id), { recursive: true, force: true })
        sealed.delete(answer.id)
        if (answer.opened === null) return
        const headers = { authorization: `Bearer ${answer.opened.secret}` }
        await call({ ...this.#line(), headers }, api.withdrawSubmission, {
          id: answer.opened.submission,
        })
      },
      questions: this.questions,
      stillLive: ({ signed, digest }) => this.matching.find(signed.request.id)?.digest === digest,
      sent: async (copies) => {
        for (const copy of copies) await this.copies.drop(copy)
      },
    })
  }

  #newQuestions(): Questions {
    const { now, random } = this.#tools
    return new Questions(this.state, {
      now,
      random,
      post: async ({ opened }, sealed) => {
        if (opened === null) throw new Fault('submission/not-found')
        const headers = { authorization: `Bearer ${opened.secret}` }
        const id = opened.submission
        await call({ ...this.#line(), headers }, api.replyToQuestion, { id, sealed })
      },
    })
  }

  #line(): Line {
    const instance = this.state.instance.get(only)
    if (instance === null) throw new Fault('hub/no-instance')
    return this.#tools.lineTo(instance.origin)
  }

  /**
   * A look every so often, from its beginning to that of the next. Nothing but chance makes one earlier or later:
   * neither what matched, nor what the owner does, nor how long this machine takes over it.
   */
  async #follow(signal: AbortSignal): Promise<void> {
    for (;;) {
      const began = performance.now()
      const pause = pauseBeforeLook(this.#tools.random)
      if (await this.#look(signal)) this.#fed.abort()
      const rest = Math.max(0, pause - (performance.now() - began))
      this.nextLook = later(this.#tools.now(), Math.round(rest / 1000))
      await this.#tools.pause(rest, signal)
    }
  }

  /** @returns whether a feed was accepted */
  async #look(signal: AbortSignal): Promise<boolean> {
    if (!(await this.feeds.look(signal))) return false
    await this.#gatherTokens(signal)
    return true
  }

  /** No look waits for this: to hold an original may mean to fetch gigabytes of it, which the next look would tell. */
  async #prepare(signal: AbortSignal): Promise<void> {
    for (;;) {
      await sleepUnless(this.#fed.signal, longSleepMillis, signal)
      this.#fed = new AbortController()
      await this.#afterFeed(signal)
    }
  }

  /** What a Frigate saw just now is looked at before the next look is due. */
  async #hear(signal: AbortSignal): Promise<void> {
    const { hear } = this.#tools
    if (hear === undefined) return
    const look = async () => {
      for (const { id, source } of this.state.sources.all())
        if (source.kind === 'frigate') await this.recorders.scan(id, signal)
    }
    await lookWhenHeard({ hear, look, settleMillis: segmentMillis }, signal)
  }

  /** What the instance refuses stops an answer later, and is said then. */
  async #gatherTokens(signal: AbortSignal): Promise<void> {
    const { issuer } = this.feeds
    const live = this.feeds.seen()?.live ?? []
    if (issuer === null) return
    const invite = this.state.instance.get(only)?.invite ?? null
    const requests = live.map(({ signed }) => signed.request.id)
    await this.tokens.gather(requests, { issuer, invite, signal }).catch(unlessFault)
  }

  /** Nothing of this leaves the machine: what matched is held, and the owner is told. */
  async #afterFeed(signal: AbortSignal): Promise<void> {
    const { pending } = this.feeds
    // after everything that is fetched: how long it takes shows on no wire
    if (pending !== null) await this.questions.take(pending)
    await this.holds.expire()
    const cards = this.matching.cards()
    this.#tools.notify(cards.length)
    for (const { request, clips } of cards) {
      // what could not be held is not tried again until there is more
      if (this.#released.has(request) || this.#tried.get(request) === clips) continue
      this.#tried.set(request, clips)
      await this.hold(request, true, signal).catch(unlessFault)
    }
    // what could not be sent is tried again
    this.wake()
  }

  async #send(signal: AbortSignal): Promise<void> {
    for (;;) {
      this.#wake = new AbortController()
      await this.answers.sendDue(signal)
      await this.questions.sendDue(signal)
      const due = soonest([this.answers.nextDue(), this.questions.nextDue()])
      // what is due already was stopped by something: the next look at the feed wakes it
      await sleepUnless(this.#wake.signal, due === null ? longSleepMillis : due * 1000, signal)
    }
  }

  async #openOriginal(id: LocalId, signal: AbortSignal): Promise<OpenedOriginal> {
    const clip = this.clips.get(id)
    if (clip === null) throw new Fault('source/gone')
    const { source, cameraName: camera, key, time } = clip
    const held = this.holds.pathOf(id)
    if (held !== null) return keptOriginal(held, key, time)
    return await refusing(
      async () => await this.recorders.source(source).open({ camera, key, time }, signal),
    )
  }
}

const longSleepMillis = 3_600_000

/** Frigate's segments have ten seconds: the last one is written when this is over. */
const segmentMillis = 15_000

/** The sooner of what is due later; null where nothing is. What is due already was stopped. */
function soonest(dues: readonly (number | null)[]): number | null {
  const coming = dues.flatMap((due) => (due === null || due === 0 ? [] : [due]))
  return coming.length === 0 ? null : Math.min(...coming)
}

/** Sleeps, not at all or no longer once it is rung; throws the signal's reason. */
async function sleepUnless(rung: AbortSignal, millis: number, signal: AbortSignal): Promise<void> {
  const stop = AbortSignal.any([signal, rung])
  await sleep(millis, undefined, { signal: stop }).catch(() => {
    signal.throwIfAborted()
  })
}

function keptOriginal(path: string, key: string, time: OpenedOriginal['time']): OpenedOriginal {
  const fileName = key.split('/').at(-1) ?? key
  return { path, fileName, time, [Symbol.asyncDispose]: async () => await Promise.resolve() }
}

/** The disk is full, or a recording is gone already: the card says what is held. */
function unlessFault(error: unknown): void {
  if (!(error instanceof Fault)) throw error
}
