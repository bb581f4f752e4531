import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { call, instantOf, later, localAt, millisOf } from '@porchlight/core'
import type { Instant, Line, RequestId } from '@porchlight/core'
import { Notices, startHub, tellBroker } from '@porchlight/hub'
import type { RunningHub } from '@porchlight/hub'
import { hubApi } from '@porchlight/owner'
import type { HubView, LocalId, QuestionView } from '@porchlight/owner'
import type { Canary } from '@porchlight/e2e'

import { makeClip, sha256Of } from './clips.ts'
import { boxes, home, planted } from './planted.ts'
import { openBroker, openCamera } from './stand-ins.ts'
import type { StandIn } from './stand-ins.ts'

const zone = 'America/New_York'
/** A look so often, which is every five minutes otherwise. */
const lookMillis = 500
const waitMillis = 120_000

export interface HouseholdWork {
  readonly directory: string
  /** When what is asked for happened. */
  readonly incidentAt: Instant
  /** How the hub's calls go out: as they are, or with a leak. */
  readonly send: Line['send']
}

/** A home with a folder of recordings, a recorder, a broker and a hub, and its owner at the hub's screens. */
export class Household implements AsyncDisposable {
  readonly hub: RunningHub
  readonly #running: AsyncDisposableStack
  readonly #standIns: readonly StandIn[]
  readonly #originals: readonly string[]
  readonly #work: HouseholdWork
  readonly #key: string
  #session = ''

  static async open(work: HouseholdWork): Promise<Household> {
    await using opening = new AsyncDisposableStack()
    const { directory, incidentAt, send } = work
    const key = randomBytes(32).toString('hex')
    const shown = later(incidentAt, 300)
    const digits = `${localAt(shown, zone)}:${shown.slice(17, 19)}`.replaceAll(/\D/g, '')
    const inFolder = join(directory, planted.folder, planted.folderCamera, `01-${digits}.mp4`)
    const inRecorder = join(directory, 'recorder.mp4')
    await makeClip(inFolder, 'A')
    await makeClip(inRecorder, 'B')
    const camera = opening.use(
      await openCamera(inRecorder, millisOf(later(incidentAt, 120)) / 1000),
    )
    const broker = opening.use(await openBroker())
    const notices = noticesFor(broker)
    const hub = await startHub({
      directory: join(directory, planted.stateFolder),
      key,
      host: home.screens,
      port: 0,
      password: planted.hubPassword,
      webDirectory: null,
      now: () => instantOf(Date.now()),
      random: (length) => randomBytes(length),
      lineTo: (origin) => ({ origin, send }),
      notify: (matches) => {
        notices.matches(matches)
      },
      pause: async (_millis, signal) => {
        await sleep(lookMillis, undefined, { signal })
      },
      bug: (error) => {
        throw error
      },
    })
    opening.defer(async () => {
      await hub.close()
      await notices.settled()
    })
    const originals = [inFolder, inRecorder]
    const parts = { hub, standIns: [camera, broker], originals, work, key }
    const household = new Household(parts, opening.move())
    await household.#signIn()
    return household
  }

  private constructor(
    parts: {
      readonly hub: RunningHub
      readonly standIns: readonly StandIn[]
      readonly originals: readonly string[]
      readonly work: HouseholdWork
      readonly key: string
    },
    running: AsyncDisposableStack,
  ) {
    this.hub = parts.hub
    this.#standIns = parts.standIns
    this.#originals = parts.originals
    this.#work = parts.work
    this.#key = parts.key
    this.#running = running
  }

  /** Whatever their owner did at the screens, by a browser that says who it is. */
  get line(): Line {
    const headers = {
      'user-agent': planted.agent,
      'accept-language': planted.language,
      cookie: [planted.cookie, this.#session].filter((one) => one !== '').join('; '),
    }
    return { origin: this.hub.address, send: fetch, headers }
  }

  /** Tells the hub everything about the home. */
  async setUp(): Promise<void> {
    const { line } = this
    const path = join(this.#work.directory, planted.folder)
    await call(line, hubApi.addSource, { source: { kind: 'folder', path, zone, learn: null } })
    const [camera] = this.#standIns
    const url = `http://${home.recorder}:${String(camera?.port)}`
    const { recorderUser: user, recorderPassword: password } = planted
    await call(line, hubApi.addSource, { source: { kind: 'frigate', url, user, password } })
    const { sources, cameras } = await this.until('cameras with clips', (view) => {
      return view.cameras.length === 2 && view.cameras.every(({ clips }) => clips === 1)
    })
    for (const { id, name } of cameras) {
      const inFolder = name === planted.folderCamera
      const place = inFolder ? planted.folderPlace : planted.recorderPlace
      const looksOnto = inFolder ? planted.looksOntoFolder : planted.looksOntoRecorder
      const view = { place: [...place] as [number, number], heading: 217.3, fieldOfView: 87.1 }
      await call(line, hubApi.setCamera, {
        camera: id,
        view: { ...view, reachMetres: 43, looksOnto },
        masks: [boxes.mask],
        clock: null,
      })
    }
    const folder = sources.find(({ kind }) => kind === 'folder')
    const of = { kind: 'source', id: folder?.id ?? '' } as const
    const seen = { displayed: planted.clockShown, true: planted.clockTrue, zone }
    await call(line, hubApi.checkClock, { of, seen })
    const hideOffences = [planted.hiddenOffence]
    const filters = { kind: 'porchlight/filters/v1', hideBadges: [], hideOffences } as const
    await call(line, hubApi.setFilters, { filters: { ...filters, hideBadges: [] } })
  }

  async follow(origin: string, invite: string): Promise<void> {
    await call(this.line, hubApi.setInstance, { origin, invite })
  }

  /** Waits until the first screen shows something. */
  async until(what: string, shows: (view: HubView) => boolean): Promise<HubView> {
    const end = Date.now() + waitMillis
    for (;;) {
      const view = await call(this.line, hubApi.view, {})
      if (shows(view)) return view
      if (Date.now() > end)
        throw new Error(`The hub does not show ${what}: ${JSON.stringify(view)}`)
      await sleep(100)
    }
  }

  /** Looks at the clips of a request, makes a copy of one, with everything that can be done to it, and says yes. */
  async answer(request: RequestId, inFolder: boolean, statement: string): Promise<LocalId> {
    const { line } = this
    const clip = await this.#clipOf(request, inFolder)
    await call(line, hubApi.openClip, { clip })
    await (
      await line.send(new Request(new URL(`/api/hub/film/${clip}/4`, line.origin), line))
    ).arrayBuffer()
    const { box, cut, mask } = boxes
    const covered = { from: cut.from, to: cut.to, keyFrames: [{ at: cut.from, box }] }
    const plan = { cut, audio: 'removed' as const, boxes: [covered], masks: [mask] }
    const { id: copy } = await call(line, hubApi.makeCopy, { request, clip, plan })
    await this.#made(request)
    const [longitude, latitude] = planted.rungPlace
    const { name, contact } = planted
    const rungs = { statement, position: [longitude, latitude] as [number, number], name, contact }
    const before = new Set((await call(line, hubApi.view, {})).answers.map(({ id }) => id))
    const yes = { request, copies: [copy], rungs, mayAsk: true, hurry: true }
    const sent = await call(line, hubApi.send, yes)
    const answer = sent.answers.find(({ id }) => !before.has(id))
    await this.until('an answer that was received', ({ answers }) => {
      return answers.some(({ id, state }) => id === answer?.id && state.kind === 'received')
    })
    return answer?.id ?? ''
  }

  /** Waits for the agency's question about an answer, and replies to it. */
  async reply(answer: LocalId, text: string): Promise<void> {
    const asked = await this.until('a question', (view) => questionsOf(view, answer).length > 0)
    const [question] = questionsOf(asked, answer)
    const about = { answer, question: question?.question ?? '' }
    await call(this.line, hubApi.reply, { ...about, text, hurry: true })
    await this.until('a reply that was sent', (view) => {
      return questionsOf(view, answer).some(({ state }) => state.kind === 'sent')
    })
  }

  /** Everything that only this home knows, some of it since it began. */
  async canaries(): Promise<readonly Canary[]> {
    const { state } = this.hub.hub
    const digests = await Promise.all(this.#originals.map(sha256Of))
    const replies = state.answers.all().flatMap(({ reply }) => reply ?? [])
    const ids = [...state.sources.all(), ...state.cameras.all(), ...state.answers.all()]
    const clips = state.held.all()
    return [
      ...replies.map((secret) => ({ name: 'identity that reads questions', secret })),
      { name: 'key of the state', secret: this.#key, kind: 'bytes' },
      { name: 'session of the screens', secret: this.#session.split('=')[1] ?? '' },
      { name: 'folder of recordings', secret: join(this.#work.directory, planted.folder) },
      { name: 'folder of the state', secret: join(this.#work.directory, planted.stateFolder) },
      ...this.#originals.map((path) => ({
        name: 'file name',
        secret: path.split('/').at(-1) ?? '',
      })),
      ...digests.map((secret) => ({
        name: 'digest of an original',
        secret,
        kind: 'bytes' as const,
      })),
      ...ids.map(({ id }) => ({ name: 'name that the hub gave', secret: id })),
      ...clips.map(({ file, clip }) => ({ name: 'held original', secret: `${file} ${clip}` })),
    ]
  }

  /** What was planted and never used was not tried. */
  unused(): number {
    return this.#standIns.filter((one) => !one.used()).length
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#running.disposeAsync()
  }

  async #signIn(): Promise<void> {
    const { origin, headers } = this.line
    const response = await fetch(new URL(hubApi.signIn.path, origin), {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ password: planted.hubPassword }),
    })
    this.#session = response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    if (this.#session === '') throw new Error('The hub lets nobody in')
  }

  async #clipOf(request: RequestId, inFolder: boolean): Promise<LocalId> {
    const { clips } = await call(this.line, hubApi.match, { request })
    const clip = clips.find(({ plates }) => (plates.length === 0) === inFolder)
    if (clip === undefined) throw new Error('There is no clip to answer with')
    return clip.id
  }

  async #made(request: RequestId): Promise<void> {
    const end = Date.now() + waitMillis
    for (;;) {
      const { copies } = await call(this.line, hubApi.copies, { request })
      if (copies.every(({ state }) => state.kind === 'made')) return
      const failed = copies.find(({ state }) => state.kind === 'failed')
      if (failed !== undefined || Date.now() > end) throw new Error(JSON.stringify(copies))
      await sleep(100)
    }
  }
}

function questionsOf({ answers }: HubView, answer: LocalId): readonly QuestionView[] {
  return answers.find(({ id }) => id === answer)?.questions ?? []
}

function noticesFor({ port }: StandIn): Notices {
  const { mqttUser: user, mqttPassword: password } = planted
  const url = `mqtt://${home.broker}:${String(port)}`
  return new Notices(
    async (matches) => {
      await tellBroker({ url, user, password }, matches)
    },
    (error) => {
      throw error
    },
  )
}
