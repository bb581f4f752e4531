import {
  openManifest,
  openThread,
  requestDigestsOf,
  sealQuestion,
  unwrapRequestKey,
  vaultsOf,
} from '@porchlight/agency'
import type { Asked, Keyring } from '@porchlight/agency'
import {
  api,
  call,
  codeOf,
  dayOf,
  Fault,
  fromBase64,
  newQuestionId,
  sealedFilePath,
  signingKeyOf,
} from '@porchlight/core'
import type {
  ClipName,
  InboxSubmission,
  Manifest,
  MemberId,
  OwnRequest,
  Question,
  Recipient,
  SubmissionId,
} from '@porchlight/core'
import type { LogReader } from '@porchlight/log'

import { now } from '../../ui/clock.ts'
import { line } from '../../ui/line.ts'
import { random } from '../../ui/randomness.ts'
import { createStore } from '../../ui/store.ts'
import type { Store } from '../../ui/store.ts'
import { ClipOpener } from './clip-opener.ts'
import { record } from './custody-pen.ts'
import type { Happening, Pen } from './custody-pen.ts'
import { DecisionQueue } from './decision-queue.ts'
import type { ClipDecision } from './decision.ts'
import { HeldClips } from './held-clips.ts'
import { exportedClips, sealedState, wasOpened } from './inbox-state.ts'
import type { ClipOpening, InboxState, SubmissionState } from './inbox-state.ts'
import { loggedCommitment, openLog } from './log-entry.ts'
import { openNotes, sealNotes } from './notes.ts'
import type { Notes } from './notes.ts'
import { recordOrFollow } from './record-or-follow.ts'

export interface InboxInput {
  readonly own: OwnRequest
  readonly keyring: Keyring
  readonly vault: Recipient
  /** Signing keys that the agency had before. */
  readonly earlier: readonly string[]
  readonly member: MemberId
}

/** Submissions at a time: while one is being logged, clips of another are fetched. */
const openingLanes = 3

/** The answers to one request, opened on this page. Lives outside the screens, so that nothing is opened twice. */
export class Inbox {
  readonly store: Store<InboxState>
  readonly #input: InboxInput
  readonly #pen: Pen
  readonly #opener = new ClipOpener()
  readonly #decisions: DecisionQueue
  readonly #held = new HeldClips((id, name) => {
    this.#setClip(id, name, (before) =>
      before.kind === 'open' ? { ...before, clip: null } : before,
    )
  })
  #identity: Promise<string> | null = null

  constructor(input: InboxInput, first: InboxState) {
    this.store = createStore(first)
    this.#input = input
    const { signing } = input.keyring
    const keys = [signingKeyOf(signing), ...input.earlier]
    this.#pen = { member: input.member, signing, keys }
    this.#decisions = new DecisionQueue({
      state: (id) => this.#state(id),
      set: (id, part) => {
        this.#set(id, part)
      },
      refresh: async () => {
        await this.refresh()
      },
      pen: this.#pen,
    })
  }

  /** Reads the list again; what is open stays open. */
  async refresh(): Promise<void> {
    const next = await readList(this.#input.own)
    const before = this.store.get().submissions
    const submissions = [...next.submissions].map(([id, state]) => {
      const known = before.get(id)
      return [id, known === undefined ? state : { ...known, listed: state.listed }] as const
    })
    this.store.set({ ...next, submissions: new Map(submissions) })
    for (const [id, { listed, opening }] of submissions) {
      const read = before.get(id)?.listed.thread.length
      if (opening.kind === 'open' && read !== listed.thread.length) await this.#readThread(id)
    }
  }

  /** Records the opening where that was not done, then opens everything of these submissions. */
  async open(ids: readonly SubmissionId[]): Promise<void> {
    for (const id of ids) this.#set(id, { opening: { kind: 'opening' } })
    const log = await this.#read(ids, openLog)
    if (log === null) return
    const left = [...ids]
    const lanes = Array.from({ length: openingLanes }, async () => {
      for (let id = left.shift(); id !== undefined; id = left.shift()) {
        await this.#openManifest(id, log)
        await Promise.all(this.#clipsOf(id))
      }
    })
    await Promise.all(lanes)
  }

  /** Opens one clip at once: it is being looked at, failed before, or was put away. */
  async openClip(id: SubmissionId, name: ClipName): Promise<void> {
    await this.#openClip(id, name, true)
  }

  decide(id: SubmissionId, decision: ClipDecision): void {
    this.#decisions.add(id, decision)
  }

  /**
   * Records that clips are about to be saved outside of this workspace: first the log, then the file.
   *
   * @throws {Fault} as `api.recordCustody`
   */
  async exported(id: SubmissionId, names: readonly ClipName[]): Promise<void> {
    const before = exportedClips(this.#state(id).listed)
    const fresh = names.filter((name) => !before.has(name))
    if (fresh.length === 0) return
    await this.#happened(
      id,
      fresh.map((clip) => ({ action: 'exported', clip })),
    )
  }

  /** The end of an answer: its files go, here and on the instance. @throws {Fault} as `api.recordCustody` */
  async destroy(id: SubmissionId): Promise<void> {
    await this.#happened(id, [{ action: 'destroyed' }])
    this.#set(id, { opening: { kind: 'sealed' } })
    this.#held.forget(id)
  }

  /** Records once more what could not be recorded. */
  retry(id: SubmissionId): void {
    this.#decisions.retry(id)
  }

  /** @throws {Fault} as `api.keepNotes` */
  async keepNotes(id: SubmissionId, notes: Notes): Promise<void> {
    const { opening } = this.#state(id)
    if (opening.kind !== 'open') return
    // at once, so that a note on the next clip goes along with this one
    this.#set(id, { opening: { ...opening, notes } })
    const sealed = await sealNotes(notes, this.#input.vault)
    this.#set(id, { listed: await call(line, api.keepNotes, { id, notes: sealed }) })
  }

  /**
   * Asks the owner of an answer something, who allowed it with the answer and need not reply.
   *
   * @throws {Fault} as `api.askSender`
   */
  async ask(id: SubmissionId, { asks, text }: Pick<Question, 'asks' | 'text'>): Promise<void> {
    const { opening } = this.#state(id)
    const reply = opening.kind === 'open' ? opening.manifest.rungs.reply : undefined
    if (reply === undefined) return
    const question: Question = {
      kind: 'porchlight/question/v1',
      id: newQuestionId(random),
      submission: id,
      asks,
      text,
      day: dayOf(now()),
    }
    const to = { reply, request: this.#input.own.signed.request.recipient }
    const { sealed, kept } = await sealQuestion(question, this.#input.keyring.signing, to)
    this.#set(id, { listed: await call(line, api.askSender, { id, sealed, kept }) })
    await this.#readThread(id)
  }

  /** Whether it signs with this keyring: where new keys have become good, an inbox begins anew. */
  isOf(keyring: Keyring): boolean {
    return this.#pen.keys[0] === signingKeyOf(keyring.signing)
  }

  /** Forgets everything that was opened. */
  end(): void {
    this.#opener.end()
    this.#held.end()
  }

  async #happened(id: SubmissionId, happened: readonly Happening[]): Promise<void> {
    const recording = {
      listed: () => this.#state(id).listed,
      refresh: async () => {
        await this.refresh()
      },
      pen: this.#pen,
    }
    this.#set(id, { listed: await recordOrFollow(recording, happened) })
  }

  #state(id: SubmissionId): SubmissionState {
    const state = this.store.get().submissions.get(id)
    if (state === undefined) throw new Error('A submission that is not in this inbox')
    return state
  }

  #set(id: SubmissionId, part: Partial<SubmissionState>): void {
    const { submissions, ...rest } = this.store.get()
    const state = { ...this.#state(id), ...part }
    this.store.set({ ...rest, submissions: new Map([...submissions, [id, state]]) })
  }

  #setClip(id: SubmissionId, name: ClipName, next: (before: ClipOpening) => ClipOpening): void {
    const { opening } = this.#state(id)
    if (opening.kind !== 'open') return
    const clip = opening.clips.get(name)
    if (clip === undefined) return
    const clips = new Map([...opening.clips, [name, { ...clip, opening: next(clip.opening) }]])
    this.#set(id, { opening: { ...opening, clips } })
  }

  /** Null where it failed; the submissions then say why. */
  async #read<T>(ids: readonly SubmissionId[], read: () => Promise<T>): Promise<T | null> {
    try {
      return await read()
    } catch (error) {
      for (const id of ids) this.#set(id, { opening: { kind: 'failed', error } })
      return null
    }
  }

  async #openManifest(id: SubmissionId, log: LogReader): Promise<void> {
    await this.#read([id], async () => {
      const listed = await this.#recordOpened(id)
      const identity = await this.#requestIdentity()
      const { signed } = this.#input.own
      const manifest = await openManifest(await fetchFile(id, 0), identity, {
        request: signed.request.id,
        requestDigests: requestDigestsOf(this.#input.own),
        commitment: await loggedCommitment(log, listed.logIndex),
        sealed: listed.files.map(({ sha256 }) => sha256),
      })
      const notes = await openNotes(listed.notes, vaultsOf(this.#input.keyring))
      const thread = await this.#threadOf(listed)
      this.#set(id, { listed, opening: { ...openState(manifest), notes, thread } })
    })
  }

  async #readThread(id: SubmissionId): Promise<void> {
    const thread = await this.#threadOf(this.#state(id).listed)
    const { opening } = this.#state(id)
    if (opening.kind === 'open') this.#set(id, { opening: { ...opening, thread } })
  }

  async #threadOf({ id, thread }: InboxSubmission): Promise<readonly Asked[]> {
    const about = { keys: this.#pen.keys, submission: id }
    return await openThread(thread, await this.#requestIdentity(), about)
  }

  async #recordOpened(id: SubmissionId): Promise<InboxSubmission> {
    const { listed } = this.#state(id)
    if (wasOpened(listed)) return listed
    try {
      return await record(listed, [{ action: 'opened' }], this.#pen)
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'custody/broken-chain') throw error
      // a colleague was first, which is as good
      await this.refresh()
      const again = this.#state(id).listed
      if (!wasOpened(again)) throw error
      return again
    }
  }

  async #requestIdentity(): Promise<string> {
    this.#identity ??= identityOf(this.#input)
    return await this.#identity
  }

  #clipsOf(id: SubmissionId): readonly Promise<void>[] {
    const { opening } = this.#state(id)
    if (opening.kind !== 'open') return []
    return [...opening.clips.keys()].map(async (name) => {
      await this.#openClip(id, name, false)
    })
  }

  async #openClip(id: SubmissionId, name: ClipName, urgent: boolean): Promise<void> {
    const { opening, listed } = this.#state(id)
    if (opening.kind !== 'open') return
    const names = [...opening.clips.keys()]
    const file = names.indexOf(name) + 1
    const facts = opening.clips.get(name)?.facts
    const sealed = listed.files[file]?.sha256
    if (facts === undefined || sealed === undefined) return
    this.#setClip(id, name, () => ({ kind: 'opening', bytes: 0 }))
    const steps = new Steps(facts.bytes)
    try {
      const { clip, poster } = await this.#opener.open(
        {
          path: sealedFilePath(id, file),
          identity: await this.#requestIdentity(),
          content: { bytes: facts.bytes, sha256: facts.sha256 },
          sealed,
          type: facts.media.type.startsWith('video/') ? facts.media.type : 'video/mp4',
        },
        {
          urgent,
          onProgress: (bytes) => {
            if (steps.passed(bytes)) this.#setClip(id, name, () => ({ kind: 'opening', bytes }))
          },
        },
      )
      const open = this.#held.hold({ id, name }, clip, poster)
      this.#setClip(id, name, () => open)
    } catch (error) {
      this.#setClip(id, name, () => ({ kind: 'failed', error }))
    }
  }
}

/** Tells the screen about every twentieth of a file, not about every chunk. */
class Steps {
  readonly #step: number
  #next = 0

  constructor(bytes: number) {
    this.#step = bytes / 20
  }

  passed(bytes: number): boolean {
    if (bytes < this.#next) return false
    this.#next = bytes + this.#step
    return true
  }
}

/** What the instance lists for a request, nothing of it opened here. */
export async function readList(own: OwnRequest): Promise<InboxState> {
  const { id } = own.signed.request
  const { submissions, waiting, nextRelease } = await call(line, api.inbox, { id })
  return {
    submissions: new Map(submissions.map((listed) => [listed.id, sealedState(listed)])),
    waiting,
    nextRelease,
  }
}

async function identityOf({ own, keyring }: InboxInput): Promise<string> {
  const wrapped = fromBase64(own.wrappedKey)
  if (wrapped === null) throw new Fault('seal/damaged')
  const { recipient } = own.signed.request
  return (await unwrapRequestKey(wrapped, vaultsOf(keyring), recipient)).identity
}

async function fetchFile(id: SubmissionId, file: number): Promise<Uint8Array> {
  const response = await fetch(sealedFilePath(id, file))
  if (!response.ok) throw new Fault(codeOf(await response.json()))
  return new Uint8Array(await response.arrayBuffer())
}

function openState(manifest: Manifest) {
  const clips = manifest.clips.map(
    (facts) => [facts.name, { facts, opening: { kind: 'waiting' } }] as const,
  )
  return { kind: 'open', manifest, clips: new Map(clips) } as const
}
