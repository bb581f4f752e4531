import { instantOf, jsonOf } from '@porchlight/core'
import type { ClockReading } from '@porchlight/owner'
import type { z } from 'zod'

import { fetchedOriginal } from './fetched-original.ts'
import { Events, FrigateConfig, Profile, Reviews, Segments, Summary } from './frigate-answers.ts'
import type { Review, Segment, Sighting } from './frigate-answers.ts'
import { dateClock } from './recorder-clock.ts'
import type { RecorderLine } from './recorder-line.ts'
import { SourceFault } from './source.ts'
import type { FoundClip, OpenedOriginal, Source, SourceCamera } from './source.ts'

export interface FrigateTools {
  readonly line: Pick<RecorderLine, 'ask' | 'fetch'>
  readonly user: string
  readonly password: string
  /** Where fetched originals lie while they are open. */
  readonly directory: string
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** Segments are ten seconds; a clip is as many of them as follow each other, up to this. */
const clipSeconds = 300
/** From the end of one segment to the start of the next, where nothing is missing. */
const gapSeconds = 1
const hourSeconds = 3600
/** What is older than this is not written any more, and is asked for once. */
const settledSeconds = 2 * hourSeconds
/** Of one hour on all cameras; more are of no use to anybody. */
const maxListed = 1000

/**
 * A Frigate, by its interface at port 8971 and as a user who may only look. Asked for recordings by the hour and
 * by whole segments: a request is not told to it. Times are the segments' own starts, in UTC, never what was
 * asked for: Frigate joins files at key frames, and what it gives begins earlier than asked.
 */
export class FrigateSource implements Source {
  readonly #tools: FrigateTools
  /** Clips of hours that are over, by camera and hour. */
  readonly #settled = new Map<string, readonly FoundClip[]>()
  #cookie: string | null = null

  constructor(tools: FrigateTools) {
    this.#tools = tools
  }

  async cameras(signal: AbortSignal): Promise<readonly SourceCamera[]> {
    const { cameras } = await this.#read('/api/config', FrigateConfig, signal)
    return Object.keys(cameras)
      .toSorted()
      .map((name) => ({ name }))
  }

  async *clips(
    interval: { readonly from: number; readonly to: number } | null,
    signal: AbortSignal,
  ): AsyncGenerator<FoundClip> {
    for (const { name } of await this.cameras(signal)) {
      const path = `/api/${encodeURIComponent(name)}/recordings/summary?timezone=utc`
      for (const hour of hoursOf(await this.#read(path, Summary, signal))) {
        if (interval !== null && !meets(hour, interval)) continue
        yield* await this.#hour(name, hour, signal)
      }
    }
  }

  /** @throws {SourceFault} `gone` where Frigate has deleted it; `unreachable`, `refused`, `certificate` */
  async open(
    { camera, key, time }: Pick<FoundClip, 'camera' | 'key' | 'time'>,
    signal: AbortSignal,
  ): Promise<OpenedOriginal> {
    const start = startOf(key)
    // as far as it was listed: what follows may not be written yet
    const end = start + (time.seconds ?? 0)
    return await fetchedOriginal({
      directory: this.#tools.directory,
      clip: { camera, time },
      fetch: async (path) => {
        const from = `${cameraPath(camera)}/start/${justAfter(start)}/end/${justAfter(end)}/clip.mp4`
        await this.#fetch(from, path, signal)
      },
    })
  }

  async readClock(signal: AbortSignal): Promise<ClockReading | null> {
    return await dateClock(async () => {
      return await this.#tools.line.ask({ path: '/api/version' }, signal)
    }, this.#tools.now)
  }

  async #hour(camera: string, hour: number, signal: AbortSignal): Promise<readonly FoundClip[]> {
    const name = `${camera} ${String(hour)}`
    const known = this.#settled.get(name)
    if (known !== undefined) return known
    const span = { after: hour, before: hour + hourSeconds }
    const segments = await this.#read(
      `${cameraPath(camera)}/recordings?${query(span)}`,
      Segments,
      signal,
    )
    const about = query({ ...span, cameras: camera, limit: maxListed })
    const reviews = await this.#read(`/api/review?${about}`, Reviews, signal)
    const sightings = await this.#read(`/api/events?${about}`, Events, signal)
    // an hour begins with the segment that begins in it, so that none is in two
    const own = segments.filter((one) => one.start_time >= hour && one.start_time < span.before)
    const clips = joined(own).map((clip) => foundClip(camera, clip, { reviews, sightings }))
    if (span.before + settledSeconds < this.#tools.now() / 1000) this.#settled.set(name, clips)
    return clips
  }

  async #read<T>(path: string, schema: z.ZodType<T>, signal: AbortSignal): Promise<T> {
    const { status, text } = await this.#asking(
      async (cookie) => await this.#tools.line.ask({ path, headers: { cookie } }, signal),
      signal,
    )
    if (status !== 200) throw new SourceFault(status === 404 ? 'gone' : 'not-one')
    const read = schema.safeParse(jsonOf(text))
    if (!read.success) throw new SourceFault('not-one', { cause: read.error })
    return read.data
  }

  async #fetch(path: string, target: string, signal: AbortSignal): Promise<void> {
    const { status } = await this.#asking(async (cookie) => {
      return { status: await this.#tools.line.fetch({ path, headers: { cookie } }, target, signal) }
    }, signal)
    // where the recordings are deleted it fails to join nothing
    if (status !== 200) throw new SourceFault('gone')
  }

  /** Signed in; a session that is over is begun anew, once. */
  async #asking<T extends { readonly status: number }>(
    ask: (cookie: string) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const first = await ask((this.#cookie ??= await this.#signIn(signal)))
    if (first.status !== 401) return first
    this.#cookie = await this.#signIn(signal)
    const second = await ask(this.#cookie)
    if (second.status === 401) throw new SourceFault('refused')
    return second
  }

  /** @throws {SourceFault} `refused`; `too-mighty` for an administrator, who could delete recordings */
  async #signIn(signal: AbortSignal): Promise<string> {
    const { user, password, line } = this.#tools
    const body = { type: 'application/json', text: JSON.stringify({ user, password }) }
    const { status, headers } = await line.ask({ path: '/api/login', body }, signal)
    if (status === 401 || status === 400) throw new SourceFault('refused')
    const cookie = headers['set-cookie']?.map((one) => one.split(';', 1)[0]).join('; ')
    if (status !== 200 || cookie === undefined) throw new SourceFault('not-one')
    const profile = await line.ask({ path: '/api/profile', headers: { cookie } }, signal)
    const read = Profile.safeParse(jsonOf(profile.text))
    if (!read.success) throw new SourceFault('not-one', { cause: read.error })
    if (read.data.role.split(',').some((role) => role.trim() === 'admin'))
      throw new SourceFault('too-mighty')
    return cookie
  }
}

/** Segments that follow each other without a gap. */
function joined(segments: readonly Segment[]): readonly Segment[] {
  const clips: Segment[] = []
  for (const segment of segments.toSorted((a, b) => a.start_time - b.start_time)) {
    const last = clips.at(-1)
    const follows =
      last !== undefined &&
      segment.start_time - last.end_time <= gapSeconds &&
      segment.end_time - last.start_time <= clipSeconds
    if (follows) clips[clips.length - 1] = { ...last, end_time: segment.end_time }
    else clips.push(segment)
  }
  return clips
}

function foundClip(
  camera: string,
  { start_time: start, end_time: end }: Segment,
  seen: { readonly reviews: readonly Review[]; readonly sightings: readonly Sighting[] },
): FoundClip {
  function overlaps(one: Review | Sighting): boolean {
    return one.camera === camera && one.start_time <= end && (one.end_time ?? end) >= start
  }
  const plates = seen.sightings
    .filter(overlaps)
    .flatMap(({ data }) => data?.recognized_license_plate ?? [])
  return {
    camera,
    // numbers of recordings are not unique across cameras; the end is none to go by: the newest clip still grows
    key: `${camera}/${String(start)}`,
    time: {
      shown: instantOf(Math.floor(start) * 1000).slice(0, -1),
      zone: 'UTC',
      stamps: 'start',
      seconds: end - start,
      slackSeconds: 1,
    },
    bytes: null,
    labels: [...new Set(seen.reviews.filter(overlaps).flatMap(({ data }) => data.objects))],
    plates: [...new Set(plates)],
  }
}

/** Starts of hours, seconds since 1970. */
function hoursOf(summary: z.infer<typeof Summary>): readonly number[] {
  return summary.flatMap(({ day, hours }) =>
    hours.map(({ hour }) => Date.parse(`${day}T${hour}:00:00Z`) / 1000),
  )
}

function meets(
  hour: number,
  { from, to }: { readonly from: number; readonly to: number },
): boolean {
  // a clip may begin in the hour before
  return (hour - clipSeconds) * 1000 <= to && (hour + hourSeconds + clipSeconds) * 1000 >= from
}

function cameraPath(camera: string): string {
  return `/api/${encodeURIComponent(camera)}`
}

/** Both ends, always: what Frigate takes where one is left out was worked out when it was started. */
function query(parts: Readonly<Record<string, string | number>>): string {
  return Object.entries(parts)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')
}

/** Seconds since 1970. The end stands behind it in what an earlier hub indexed. */
function startOf(key: string): number {
  return Number(key.split('/')[1])
}

/**
 * A thousandth of a second into the first segment: at its very start the one before, which ends there, would be
 * joined to it. And so much after the end of the last, which is worked out and may come before it. Frigate cuts to whole
 * seconds from there: nothing of the first is lost, a second of the last would be, and of the next nothing is taken.
 */
function justAfter(seconds: number): string {
  return (seconds + 0.001).toFixed(6)
}
