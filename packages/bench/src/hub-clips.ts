import { instantOf, millisOf, Zone } from '@porchlight/core'
import type { FoundClip, RunningHub } from '@porchlight/hub'

import { addFolder } from './hub-open.ts'
import { percentile } from './percentile.ts'

export interface ClipFigures {
  readonly buildSeconds: number
  /** Milliseconds of one query: a window of an hour, one camera, and all of them. */
  readonly one: Waits
  readonly all: Waits
  /** The same questions about one camera, asked of an array in memory that is gone through. */
  readonly scanned: Waits
}

interface Waits {
  readonly p50: number
  readonly p99: number
}

export const hubCameras = 16
const source = '5'.repeat(16)
/** A recorder by movement: a clip in five minutes on each camera. */
const everySeconds = 300
const begin = millisOf('2024-01-01T00:00:00Z')
const questions = 1000
/** The array takes long enough: what a few questions tell is enough. */
const scannedQuestions = 100

/** So many clips on sixteen cameras, put into a hub's index and asked for. */
export async function measureClips(running: RunningHub, clips: number): Promise<ClipFigures> {
  const { hub } = running
  addFolder(running, source, { path: '/nowhere', zone: Zone.parse('UTC') })
  const started = performance.now()
  await hub.clips.replace(source, clipsOf(clips), () => undefined)
  const buildSeconds = (performance.now() - started) / 1000
  const cameras = hub.state.cameras.all().map(({ id, name }) => ({ id, name }))
  if (cameras.length !== hubCameras) throw new Error('The cameras are not those of the clips')
  const times = timesOf(clips)
  const windows = Array.from({ length: questions }, (_, at) => windowOf(at, clips))
  const found: number[] = []
  const [first] = cameras
  if (first === undefined) throw new Error('There is no camera')
  const one = waits(windows, (window) => {
    found.push(hub.clips.overlapping([first.id], [window]).length)
  })
  const ids = cameras.map(({ id }) => id)
  const all = waits(windows, (window) => hub.clips.overlapping(ids, [window]))
  const scanned = waits(windows.slice(0, scannedQuestions), (window, at) => {
    const count = scan(times, Number(first.name), window)
    if (count !== found[at]) throw new Error('The index and the array do not agree')
  })
  return { buildSeconds, one, all, scanned }
}

async function* clipsOf(count: number): AsyncGenerator<FoundClip> {
  await Promise.resolve()
  for (let at = 0; at < count; at += 1) {
    const camera = String(at % hubCameras)
    const shown = instantOf(beginOf(at)).slice(0, -1)
    yield {
      camera,
      key: `camera-${camera}/${shown.slice(0, 10)}/${shown.slice(11).replaceAll(':', '-')}.mp4`,
      time: { shown, zone: 'UTC', stamps: 'start', seconds: secondsOf(at), slackSeconds: 1 },
      bytes: 5_000_000 + at,
      labels: at % 3 === 0 ? ['person'] : [],
      plates: [],
    }
  }
}

function beginOf(at: number): number {
  return begin + Math.floor(at / hubCameras) * everySeconds * 1000 + (at % hubCameras) * 1000
}

function secondsOf(at: number): number {
  return 30 + (at % 60)
}

/** Somewhere in what was recorded; the same in each run. */
function windowOf(at: number, clips: number) {
  const seconds = (clips / hubCameras) * everySeconds
  const from = begin + ((at * 7919) % questions) * (seconds / questions) * 1000
  return { from: instantOf(from), to: instantOf(from + 3_600_000) }
}

type Window = ReturnType<typeof windowOf>

interface Times {
  readonly earliest: Float64Array
  readonly latest: Float64Array
}

/** As the index has them: a clock that was never checked may be off by five minutes, and a second of slack. */
const errorSeconds = 301

function timesOf(clips: number): Times {
  const earliest = new Float64Array(clips)
  const latest = new Float64Array(clips)
  for (let at = 0; at < clips; at += 1) {
    const from = beginOf(at) / 1000
    earliest[at] = from - errorSeconds
    latest[at] = from + secondsOf(at) + errorSeconds
  }
  return { earliest, latest }
}

function scan({ earliest, latest }: Times, camera: number, { from, to }: Window): number {
  const [begins, ends] = [millisOf(from) / 1000, millisOf(to) / 1000]
  let count = 0
  for (let at = 0; at < earliest.length; at += 1)
    if (
      at % hubCameras === camera &&
      (earliest[at] ?? Infinity) <= ends &&
      (latest[at] ?? -Infinity) >= begins
    )
      count += 1
  return count
}

function waits(windows: readonly Window[], ask: (window: Window, at: number) => unknown): Waits {
  const millis = windows.map((window, at) => {
    const started = performance.now()
    ask(window, at)
    return performance.now() - started
  })
  return { p50: percentile(millis, 50), p99: percentile(millis, 99) }
}
