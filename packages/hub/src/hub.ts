import { join } from 'node:path'

import { Fault, later } from '@porchlight/core'
import type { Instant, Line, Random, RequestId } from '@porchlight/core'
import type { CameraView, LocalId } from '@porchlight/owner'

import type { Answers, Yes } from './answer/answers.ts'
import { newAnswers, newQuestions } from './answer/parts.ts'
import type { Questions } from './answer/questions.ts'
import { SealedAnswers } from './answer/sealed-answers.ts'
import { stoppedBy } from './answer/stopped-by.ts'
import { Tokens } from './answer/tokens.ts'
import type { Clips, IndexedClip } from './clips/clips.ts'
import { timeTeller } from './clips/told-time.ts'
import { Feeds, pauseBeforeLook } from './follow/feeds.ts'
import { StreetMap } from './follow/streets.ts'
import { Holds } from './hold/holds.ts'
import { Matching } from './matching.ts'
import type { ReadCamera } from './recorders/clocks.ts'
import { refusing } from './recorders/fault.ts'
import { lookWhenHeard } from './recorders/heard.ts'
import type { Hear } from './recorders/heard.ts'
import { longSleepMillis, sleepUnless, soonest } from './pauses.ts'
import { Recorders } from './recorders/recorders.ts'
import type { OpenSource } from './recorders/recorders.ts'
import { Copies } from './review/copies.ts'
import { Originals } from './review/originals.ts'
import type { OpenedOriginal } from './sources/source.ts'
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
  /** Told of what nobody foresaw; the hub goes on. */
  readonly bug: (error: unknown) => void
}

/** All parts of a running hub. What the screens ask for is done by them. */
export class Hub {
  readonly state: State
  readonly clips: Clips
  readonly feeds: Feeds
  readonly streets: StreetMap
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
  readonly #sealed: SealedAnswers
  #wake = new AbortController()
  #fed = new AbortController()
  /** What the owner let go of, until the hub is started again: it is not held anew by itself. */
  readonly #released = new Set<RequestId>()
  /** What fitted a request when all that can be held of it was. */
  readonly #tried = new Map<RequestId, string>()

  constructor(state: State, tools: HubTools) {
    const { directory, now, random, clips } = tools
    this.#tools = tools
    this.state = state
    this.clips = clips
    this.nextLook = now()
    this.zips = tools.zips
    this.feeds = new Feeds(state, tools)
    this.streets = new StreetMap(state, tools)
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
    this.holds = new Holds(state, {
      directory: join(directory, 'held'),
      random,
      now,
      open,
      clip: (id) => this.clip(id),
    })
    this.copies = new Copies(state, {
      directory: join(directory, 'copies'),
      random,
      originals: this.originals,
      promised: () => this.answers.promised(),
      bug: tools.bug,
      timeOf: (clip, about) => {
        const known = this.clip(clip)
        return known === null ? null : timeTeller(state)(known, about)
      },
    })
    this.matching = new Matching(state, { clips, holds: this.holds, now })
    this.tokens = new Tokens(state, { line: () => this.#line(), random })
    this.#sealed = new SealedAnswers(state.database, join(directory, 'sealed'))
    const line = () => this.#line()
    this.questions = newQuestions(state, { ...tools, line })
    this.answers = newAnswers(this, { ...tools, line, sealed: this.#sealed })
  }

  /** Deletes what an end without warning left behind; before anybody asks for anything. */
  async tidy(): Promise<void> {
    await this.zips.tidy()
    await this.copies.tidy()
    await this.holds.tidy()
    await this.#sealed.tidy(await this.answers.tidy())
  }

  /** Works until it is stopped. */
  async run(signal: AbortSignal): Promise<void> {
    await Promise.all([
      this.#follow(signal),
      this.#prepare(signal),
      this.#send(signal),
      this.recorders.run(() => undefined, signal),
      this.#hear(signal),
    ])
  }

  /** One look at the feed, and what follows from it on this machine, now. */
  async tick(signal: AbortSignal): Promise<void> {
    if (await this.#look(signal)) await this.#afterFeed(signal)
  }

  /** Follows the requests of an instance, once a feed of it was accepted. */
  async setInstance(origin: string, invite: string | null, signal: AbortSignal): Promise<void> {
    const { instance, seen } = this.state
    const before = { instance: instance.get(only), seen: seen.get(only) }
    instance.put(only, { origin: new URL(origin).origin, invite })
    if (before.instance?.origin !== new URL(origin).origin) seen.delete(only)
    if (await this.#look(signal)) return
    if (before.instance === null) instance.delete(only)
    else instance.put(only, before.instance)
    if (before.seen !== null) seen.put(only, before.seen)
    throw new Fault('hub/no-instance')
  }

  async hold(request: RequestId, hold: boolean, signal: AbortSignal): Promise<void> {
    if (hold) {
      this.#released.delete(request)
      const clips = this.matching.clipsOf(request)
      const amount = this.#amountOf(clips)
      if (await this.holds.hold(request, clips, signal)) this.#tried.set(request, amount)
    } else {
      this.#released.add(request)
      await this.holds.release(request)
    }
  }

  /** As the index has it, or had it when it was held. */
  clip(id: LocalId): IndexedClip | null {
    return this.clips.get(id) ?? this.holds.known(id)
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
    for (const copy of this.copies.all())
      if (this.clip(copy.clip)?.camera === id) await this.copies.drop(copy.id)
  }

  /** Everything that was prepared is gone, and that it was: on the disk there is no trace. What waits is not sent. */
  async decline(request: RequestId): Promise<void> {
    const live = this.matching.find(request)
    if (live !== null) this.matching.decline(live)
    this.#released.add(request)
    await this.answers.decline(request)
    const clips = this.matching.clipsOf(request)
    await this.holds.release(request)
    await this.copies.dropAll(request)
    for (const clip of clips) await this.originals.close(clip)
  }

  /** @throws {Fault} `request/not-found`, `request/expired` */
  async yes(request: RequestId, about: Omit<Yes, 'live'>): Promise<LocalId> {
    const live = this.matching.find(request)
    if (live === null) throw new Fault('request/not-found')
    const promised = this.answers.promised()
    for (const copy of about.copies)
      if (this.copies.made(copy).request !== request || promised.has(copy))
        throw new Fault('source/gone')
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
      await this.#unlessBug(signal, async () => {
        if (await this.#look(signal)) this.#fed.abort()
      })
      const rest = Math.max(0, pause - (performance.now() - began))
      this.nextLook = later(this.#tools.now(), Math.round(rest / 1000))
      await this.#tools.pause(rest, signal)
    }
  }

  /** @returns whether a feed was accepted */
  async #look(signal: AbortSignal): Promise<boolean> {
    if (!(await this.feeds.look(signal))) return false
    await this.#gatherTokens(signal)
    await this.streets.look(signal).catch((error: unknown) => {
      signal.throwIfAborted()
      stoppedBy(error, this.#tools.bug)
    })
    return true
  }

  /** No look waits for this: to hold an original may mean to fetch gigabytes of it, which the next look would tell. */
  async #prepare(signal: AbortSignal): Promise<void> {
    for (;;) {
      await sleepUnless(this.#fed.signal, longSleepMillis, signal)
      this.#fed = new AbortController()
      await this.#unlessBug(signal, async () => {
        await this.#afterFeed(signal)
      })
    }
  }

  /** What nobody foresaw, perhaps by what an instance sent, is told as the bug that it is; the hub goes on. */
  async #unlessBug(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      signal.throwIfAborted()
      this.#tools.bug(error)
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
    await this.tokens.gather(requests, { issuer, invite, signal }).catch((error: unknown) => {
      signal.throwIfAborted()
      stoppedBy(error, this.#tools.bug)
    })
  }

  /** Nothing of this leaves the machine: what matched is held, and the owner is told. */
  async #afterFeed(signal: AbortSignal): Promise<void> {
    const { pending } = this.feeds
    // after everything that is fetched: how long it takes shows on no wire
    if (pending !== null) {
      this.answers.heard(pending.news)
      await this.questions.take(pending)
    }
    // what could not be sent is tried again
    this.wake()
    await this.answers.takeBackAll()
    await this.holds.expire()
    const cards = this.matching.cards()
    this.#tools.notify(cards.length)
    for (const { request } of cards) await this.#holdByItself(request, signal)
  }

  async #holdByItself(request: RequestId, signal: AbortSignal): Promise<void> {
    if (this.#released.has(request)) return
    const amount = this.#amountOf(this.matching.clipsOf(request))
    if (this.#tried.get(request) === amount) return
    await this.hold(request, true, signal).catch((error: unknown) => {
      if (!(error instanceof Fault)) throw error
      // the disk is full: not tried again until there is more to hold, as fetching originals costs the network
      this.#tried.set(request, amount)
    })
  }

  /** How many clips, and how long: another one, or one that has grown, is more. */
  #amountOf(clips: readonly LocalId[]): string {
    const seconds = clips.map((clip) => this.clip(clip)?.time.seconds ?? 0)
    return `${String(clips.length)} ${String(seconds.reduce((sum, one) => sum + one, 0))}`
  }

  async #send(signal: AbortSignal): Promise<void> {
    for (;;) {
      this.#wake = new AbortController()
      await this.#unlessBug(signal, async () => {
        await this.answers.sendDue(signal)
        await this.questions.sendDue(signal)
      })
      const due = soonest([this.answers.nextDue(), this.questions.nextDue()])
      // what is due already was stopped by something: the next look at the feed wakes it
      await sleepUnless(this.#wake.signal, due === null ? longSleepMillis : due * 1000, signal)
    }
  }

  async #openOriginal(id: LocalId, signal: AbortSignal): Promise<OpenedOriginal> {
    const clip = this.clip(id)
    if (clip === null) throw new Fault('source/gone')
    const { source, cameraName: camera, key, time } = clip
    const held = this.holds.pathOf(id)
    if (held !== null) return keptOriginal(held, key, time)
    return await refusing(
      async () => await this.recorders.source(source).open({ camera, key, time }, signal),
    )
  }
}

/** Frigate's segments have ten seconds: the last one is written when this is over. */
const segmentMillis = 15_000

function keptOriginal(path: string, key: string, time: OpenedOriginal['time']): OpenedOriginal {
  const fileName = key.split('/').at(-1) ?? key
  return { path, fileName, time, [Symbol.asyncDispose]: async () => await Promise.resolve() }
}
