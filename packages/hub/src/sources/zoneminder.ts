import { open } from 'node:fs/promises'

import { daySeconds, instantOf, localAt, Zone } from '@porchlight/core'
import { containerOfStart, startBytes } from '@porchlight/owner'
import type { ClockReading } from '@porchlight/owner'
import type { z } from 'zod'

import { fetchedOriginal } from './fetched-original.ts'
import { dateClock, dateOf } from './recorder-clock.ts'
import { SourceFault } from './source.ts'
import type { FoundClip, OpenedOriginal, Source, SourceCamera } from './source.ts'
import { Counts, Events, Monitors, TimeZone } from './zoneminder-answers.ts'
import type { Event } from './zoneminder-answers.ts'
import { ZoneMinderSession } from './zoneminder-session.ts'
import type { SessionTools } from './zoneminder-session.ts'

export interface ZoneMinderTools extends SessionTools {
  /** Where fetched originals lie while they are open. */
  readonly directory: string
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Of this machine: what ZoneMinder's may be where it does not say it rightly. */
  readonly zone: string
}

/** No request asks for older ones: an incident is at most 30 days old, and a request lives for at most 14. */
const maxDays = 60
/** Of a day that is over and the one after, so that what ran over midnight has ended. */
const settledDays = 2
/** After so long a day is asked for again: events are deleted by hand too. */
const rereadMillis = daySeconds * 1000
/** As many as it gives at once; with a day of events by motion it is asked a dozen times. */
const pageSize = 100
const maxPages = 500
/**
 * Listed is when its first picture arrived. That is up to two seconds after it was taken, on a busy machine; and the
 * first event after a camera was connected begins with the key frame that the camera had kept, every four seconds here.
 */
const slackSeconds = 5
/** Zones differ by a quarter of an hour or more. */
const zoneToleranceSeconds = 400

/**
 * A ZoneMinder, by its API and as a user who may only look. Asked for events by the day and for whole events: a
 * request is not told to it. What is still being recorded cannot be played, and is listed when it has ended.
 */
export class ZoneMinderSource implements Source {
  readonly #tools: ZoneMinderTools
  readonly #session: ZoneMinderSession
  /** Of days that are over, by monitor and day. */
  readonly #settled = new Map<
    string,
    { readonly read: number; readonly events: readonly Event[] }
  >()

  constructor(tools: ZoneMinderTools) {
    this.#tools = tools
    this.#session = new ZoneMinderSession(tools)
  }

  async cameras(signal: AbortSignal): Promise<readonly SourceCamera[]> {
    return [...(await this.#monitors(signal)).values()].map((name) => ({ name }))
  }

  async *clips(
    interval: { readonly from: number; readonly to: number } | null,
    signal: AbortSignal,
  ): AsyncGenerator<FoundClip> {
    const newest = await this.#edge('desc', signal)
    const oldest = await this.#edge('asc', signal)
    if (newest === null || oldest === null) return
    const zone = await this.#zone(newest, signal)
    const days = daysOf(oldest.start, newest.start).filter(
      (day) => interval === null || meets(day, interval),
    )
    for (const [monitor, camera] of await this.#monitors(signal))
      for (const day of days) {
        const events = await this.#day({ monitor, day, last: newest.start }, signal)
        yield* events.filter(isWhole).map((event) => foundClip(camera, event, zone))
      }
  }

  /** @throws {SourceFault} `gone` where ZoneMinder has deleted it; `unreachable`, `refused`, `certificate` */
  async open(
    { camera, key, time }: Pick<FoundClip, 'camera' | 'key' | 'time'>,
    signal: AbortSignal,
  ): Promise<OpenedOriginal> {
    const [, id = ''] = key.split('/')
    return await fetchedOriginal({
      directory: this.#tools.directory,
      clip: { camera, time },
      fetch: async (target) => {
        await this.#stillThere(id, signal)
        const video = `/index.php?view=view_video&eid=${encodeURIComponent(id)}`
        await this.#session.fetch(video, { target, isGood: isVideo }, signal)
      },
    })
  }

  async readClock(signal: AbortSignal): Promise<ClockReading | null> {
    return await dateClock(async () => {
      return await this.#session.ask('/api/host/getVersion.json', signal)
    }, this.#tools.now)
  }

  /** Of a deleted event its film is a promise of some bytes that never come. */
  async #stillThere(id: string, signal: AbortSignal): Promise<void> {
    const path = `/api/events/index/${escaped(`Id:${id}`)}.json`
    const { events } = await this.#read(path, Events, signal)
    if (events.length === 0) throw new SourceFault('gone')
  }

  /** By number. Two of one name are told apart by theirs. */
  async #monitors(signal: AbortSignal): Promise<ReadonlyMap<number, string>> {
    const { monitors } = await this.#read('/api/monitors.json', Monitors, signal)
    // a page of somebody's, shown beside the cameras
    const cameras = monitors.map(({ Monitor }) => Monitor).filter(({ Type }) => Type !== 'WebSite')
    return new Map(
      cameras.map(({ Id: id, Name: name }) => {
        const twice = cameras.filter((one) => one.Name === name).length > 1
        return [id, twice ? `${name} (${String(id)})` : name]
      }),
    )
  }

  /** The first or the last of all events. */
  async #edge(direction: 'asc' | 'desc', signal: AbortSignal): Promise<Event | null> {
    const path = `/api/events/index.json?sort=StartTime&direction=${direction}&limit=1`
    return (await this.#read(path, Events, signal)).events[0] ?? null
  }

  /**
   * The zone of its times. What it names is that of its PHP, which is UTC unless somebody has set it; its times are
   * those of its database. So a zone counts only where its database finds the newest event as long ago as that
   * zone would have it.
   *
   * @throws {SourceFault} `other-zone`
   */
  async #zone(newest: Event, signal: AbortSignal): Promise<string> {
    const answer = await this.#session.ask('/api/host/getTimeZone.json', signal)
    const now = dateOf(answer.headers.date) ?? this.#tools.now()
    const { tz } = this.#session.parsed(answer, TimeZone)
    for (const zone of new Set([tz, this.#tools.zone]))
      if (Zone.safeParse(zone).success && (await this.#agrees(zone, { newest, now }, signal)))
        return zone
    throw new SourceFault('other-zone')
  }

  async #agrees(
    zone: string,
    { newest, now }: { readonly newest: Event; readonly now: number },
    signal: AbortSignal,
  ): Promise<boolean> {
    const age = (wall(localAt(instantOf(now), zone)) - wall(newest.start)) / 1000
    if (age < -zoneToleranceSeconds) return false
    const within = await this.#hasWithin(age + zoneToleranceSeconds, newest, signal)
    if (!within || age < zoneToleranceSeconds) return within
    return !(await this.#hasWithin(age - zoneToleranceSeconds, newest, signal))
  }

  /** Whether an event up to that one began within so many seconds, by the clock of the database. */
  async #hasWithin(seconds: number, { id }: Event, signal: AbortSignal): Promise<boolean> {
    const upTo = encodeURIComponent('Id <=')
    const path = `/api/events/consoleEvents/${String(Math.round(seconds))}%20second/${upTo}:${String(id)}.json`
    return Object.keys((await this.#read(path, Counts, signal)).results).length > 0
  }

  async #day(
    {
      monitor,
      day,
      last,
    }: { readonly monitor: number; readonly day: string; readonly last: string },
    signal: AbortSignal,
  ): Promise<readonly Event[]> {
    const name = `${String(monitor)} ${day}`
    const known = this.#settled.get(name)
    const read = this.#tools.now()
    if (known !== undefined && read - known.read < rereadMillis) return known.events
    const events = await this.#listed(monitor, day, signal)
    if (dayAfter(day, settledDays) <= last.slice(0, 10)) this.#settled.set(name, { read, events })
    return events
  }

  /** By both ends and page after page: beyond the last one it says that there is no such page. */
  async #listed(monitor: number, day: string, signal: AbortSignal): Promise<readonly Event[]> {
    const parts = [
      `MonitorId:${String(monitor)}`,
      `StartTime >=:${day} 00:00:00`,
      `StartTime <:${dayAfter(day, 1)} 00:00:00`,
    ]
    const path = `/api/events/index/${parts.map(escaped).join('/')}.json`
    const events: Event[] = []
    for (let page = 1; page <= maxPages; page++) {
      const query = `?sort=StartTime&direction=asc&limit=${String(pageSize)}&page=${String(page)}`
      const answer = await this.#session.ask(path + query, signal)
      // what was on it has been deleted since the page before was read
      if (page > 1 && answer.status === 404) break
      const found = this.#session.parsed(answer, Events)
      events.push(...found.events)
      if (!found.pagination.nextPage) break
    }
    return events
  }

  async #read<T>(path: string, schema: z.ZodType<T>, signal: AbortSignal): Promise<T> {
    return this.#session.parsed(await this.#session.ask(path, signal), schema)
  }
}

/** It has ended, and a film was made of it. */
function isWhole({ end, video }: Event): boolean {
  return end !== null && video !== ''
}

function foundClip(camera: string, event: Event, zone: string): FoundClip {
  return {
    camera,
    key: `event/${String(event.id)}/${event.video}`,
    time: { shown: event.start, zone, stamps: 'start', seconds: event.seconds, slackSeconds },
    bytes: event.bytes,
    labels: labelsOf(event),
    plates: [],
  }
}

/** Why it recorded, and what a detector wrote beside it: `detected:person:97%,car:65%`. */
function labelsOf({ cause, notes }: Event): readonly string[] {
  const seen = [...notes.matchAll(/([a-z][a-z ]*):\d{1,3}%/g)].map(([, label = '']) => label)
  const why = /^(?:Motion|Signal|Linked|Forced)/.test(cause) ? [cause.toLowerCase()] : []
  return [...new Set([...why, ...seen])]
}

/** A token that has run out is answered with a page, and 200. */
async function isVideo(path: string): Promise<boolean> {
  await using file = await open(path)
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(startBytes), position: 0 })
  return containerOfStart(buffer.subarray(0, bytesRead)) !== null
}

/** As the days of the recorder's calendar are named, the newest `maxDays` of them. */
function daysOf(oldest: string, newest: string): readonly string[] {
  const last = newest.slice(0, 10)
  const days: string[] = []
  for (let back = 0; back < maxDays; back++) {
    const day = dayAfter(last, -back)
    if (day < oldest.slice(0, 10)) break
    days.push(day)
  }
  return days.toReversed()
}

/** Generously: in whichever zone the day was. */
function meets(day: string, { from, to }: { readonly from: number; readonly to: number }): boolean {
  const [starts, ends] = [wall(`${dayAfter(day, -1)}T00:00`), wall(`${dayAfter(day, 2)}T00:00`)]
  return starts <= to && ends >= from
}

function dayAfter(day: string, days: number): string {
  return instantOf(wall(`${day}T00:00`) + days * daySeconds * 1000).slice(0, 10)
}

/** What a wall clock shows, counted as if it were UTC. */
function wall(local: string): number {
  return Date.parse(`${local}Z`)
}

/** A `/` would begin another part; the `:` between name and value stays. */
function escaped(part: string): string {
  return encodeURIComponent(part).replaceAll('%3A', ':')
}
