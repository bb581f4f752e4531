import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

import { Fault, toHex } from '@porchlight/core'
import type { ClipTime, Random, RequestId } from '@porchlight/core'
import type { CopyView, EditPlan, LocalId, ShownTime } from '@porchlight/owner'
import { EditPlanForm } from '@porchlight/owner'
import { fileDigest, makeCopy } from '@porchlight/owner/node'

import type { KeptCopy, State } from '../state/state.ts'
import type { Originals } from './originals.ts'

/** Copies are made one after the other: two encoders at once are no faster. */
interface Making {
  readonly id: LocalId
  readonly request: RequestId
  readonly clip: LocalId
  readonly plan: EditPlan
  readonly stop: AbortController
  part: number
  failed: string | null
}

export interface CopyTools {
  readonly directory: string
  readonly random: Random
  readonly originals: Originals
  /** Copies of answers that are not sent yet: they are the answers', and the review neither shows nor changes them. */
  readonly promised: () => ReadonlySet<LocalId>
  readonly bug: (error: unknown) => void
  /** What is told of the time of a copy that begins so many seconds into a clip. */
  readonly timeOf: (
    clip: LocalId,
    about: { readonly time: ShownTime; readonly cutSeconds: number },
  ) => ClipTime | null
}

/**
 * The copies that may leave: made, proven clean, and kept until they are sent or dropped. One that was not
 * finished when the hub stopped is forgotten.
 */
export class Copies {
  readonly #state: State
  readonly #tools: CopyTools
  readonly #making = new Map<LocalId, Making>()
  #queue: Promise<void> = Promise.resolve()

  constructor(state: State, tools: CopyTools) {
    this.#state = state
    this.#tools = tools
  }

  /** Deletes what an end without warning left behind: copies half made, and those that nobody knows any more. */
  async tidy(): Promise<void> {
    const { directory } = this.#tools
    const known = new Set(this.#state.copies.all().map(({ id }) => `${id}.mp4`))
    await mkdir(directory, { recursive: true, mode: 0o700 })
    for (const name of await readdir(directory))
      if (!known.has(name)) await rm(join(directory, name), { force: true })
  }

  /** Those that were not said yes to yet. */
  all(): readonly CopyView[] {
    const promised = this.#tools.promised()
    const free = this.#state.copies.all().filter(({ id }) => !promised.has(id))
    const made = free.map(madeView)
    const making = [...this.#making.values()].map(makingView)
    return [...made, ...making]
  }

  of(request: RequestId): readonly CopyView[] {
    return this.all().filter((copy) => copy.request === request)
  }

  pathOf(id: LocalId): string {
    return join(this.#tools.directory, `${id}.mp4`)
  }

  /** @throws {Fault} `source/gone` where there is none of that name, or it is not made yet */
  made(id: LocalId): KeptCopy {
    const copy = this.#state.copies.get(id)
    if (copy === null) throw new Fault('source/gone')
    return copy
  }

  /** Begins a copy in the place of an earlier one of the same clip. */
  async make(job: Pick<Making, 'request' | 'clip' | 'plan'>): Promise<CopyView> {
    for (const { id, clip } of this.of(job.request)) if (clip === job.clip) await this.drop(id)
    const id = toHex(this.#tools.random(8))
    const making: Making = { ...job, id, stop: new AbortController(), part: 0, failed: null }
    this.#making.set(id, making)
    this.#queue = this.#after(this.#queue, making)
    return makingView(making)
  }

  /** @throws {Fault} `source/gone` where it is an answer's */
  async drop(id: LocalId): Promise<void> {
    if (this.#tools.promised().has(id)) throw new Fault('source/gone')
    await this.delete(id)
  }

  /** Whosever it is. */
  async delete(id: LocalId): Promise<void> {
    this.#making.get(id)?.stop.abort(new Stopped())
    this.#making.delete(id)
    this.#state.copies.delete(id)
    await rm(this.pathOf(id), { force: true })
  }

  /** All of a request's. */
  async dropAll(request: RequestId): Promise<void> {
    for (const { id } of this.of(request)) await this.drop(id)
  }

  /** Stops what is being made, and waits for it. */
  async stop(): Promise<void> {
    for (const { stop } of this.#making.values()) stop.abort(new Stopped())
    await this.#queue
  }

  async #after(earlier: Promise<void>, making: Making): Promise<void> {
    await earlier
    await this.#run(making)
  }

  async #run(making: Making): Promise<void> {
    const { id, clip, request, plan, stop } = making
    try {
      stop.signal.throwIfAborted()
      const { original, probe } = await this.#tools.originals.open(clip, stop.signal)
      await mkdir(this.#tools.directory, { recursive: true, mode: 0o700 })
      const facts = await makeCopy({
        source: original.path,
        probe,
        target: this.pathOf(id),
        ...plan,
        progress: (part) => {
          making.part = part
        },
        signal: stop.signal,
      })
      const { bytes, seconds, frames, width, height, sound } = facts
      const about = { time: original.time, cutSeconds: plan.cut?.from ?? 0 }
      const time = this.#tools.timeOf(clip, about)
      // now, while it is there: the recorder may overwrite it before the copy leaves
      const sha256 = await fileDigest(original.path, stop.signal)
      const madeOf = { fileName: original.fileName, sha256, sound: probe.audio }
      stop.signal.throwIfAborted()
      this.#state.copies.put(id, {
        id,
        request,
        clip,
        plan: mutable(plan),
        facts: { bytes, seconds, frames, width, height, sound: sound !== null, time, madeOf },
      })
      this.#making.delete(id)
    } catch (error) {
      await rm(this.pathOf(id), { force: true })
      if (error instanceof Stopped) return
      // shown beside the clip
      if (!(error instanceof Fault)) this.#tools.bug(error)
      making.failed = error instanceof Fault ? error.code : 'internal'
    }
  }
}

class Stopped extends Error {
  override readonly name = 'Stopped'
}

function mutable(plan: EditPlan): KeptCopy['plan'] {
  return EditPlanForm.parse(plan)
}

function madeView({ facts, ...copy }: KeptCopy): CopyView {
  const { bytes, seconds, frames, width, height, sound, time } = facts
  const state = { kind: 'made', bytes, seconds, frames, width, height, sound, time } as const
  return { ...copy, state }
}

function makingView({ id, request, clip, plan, part, failed }: Making): CopyView {
  const state =
    failed === null
      ? ({ kind: 'making', part } as const)
      : ({ kind: 'failed', because: failed } as const)
  return { id, request, clip, plan: mutable(plan), state }
}
