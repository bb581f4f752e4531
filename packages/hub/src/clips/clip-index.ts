import { createHash } from 'node:crypto'

import { millisOf } from '@porchlight/core'
import type { Instant, Window } from '@porchlight/core'
import { ShownTime, trueIntervals } from '@porchlight/owner'
import type { ClockReading, LocalId, TrueInterval } from '@porchlight/owner'
import type Database from 'libsql'
import { z } from 'zod'

import type { FoundClip } from '../sources/source.ts'
import type { Clips, Gap, IndexedClip } from './clips.ts'
import { gapsIn } from './gaps.ts'
import { clipSchema } from './schema.ts'

export interface IndexTools {
  /** The hub's own name of a camera; made where there is none. */
  readonly cameraOf: (source: LocalId, name: string) => LocalId
  readonly readings: (source: LocalId) => readonly ClockReading[]
}

/** Found clips go in by so many at once: one transaction is one write to the disk. */
const batchSize = 500

/** Longer than any clip with its error: 2^20 seconds are twelve days. */
const maxSpanPower = 20

interface Known {
  readonly source: LocalId
  readonly readings: readonly ClockReading[]
  readonly camera: (name: string) => LocalId
}

/** The clips in the hub's encrypted database. */
export class ClipIndex implements Clips {
  readonly #database: Database.Database
  readonly #tools: IndexTools
  readonly #queries: Queries
  readonly #counts = new Map<LocalId, ReturnType<Clips['countOf']>>()

  constructor(database: Database.Database, tools: IndexTools) {
    database.exec(clipSchema)
    this.#database = database
    this.#tools = tools
    this.#queries = queriesOf(database)
  }

  async replace(
    source: LocalId,
    clips: AsyncIterable<FoundClip>,
    progress: (seen: number) => void,
  ): Promise<void> {
    const seen = new Set<number>()
    const known = this.#knownOf(source)
    let batch: FoundClip[] = []
    const write = () => {
      this.#together(() => {
        for (const found of batch) {
          const number = this.#put(known, found)
          if (number !== null) seen.add(number)
        }
      })
      batch = []
      progress(seen.size)
    }
    for await (const found of clips) {
      batch.push(found)
      if (batch.length >= batchSize) write()
    }
    write()
    this.#eachOf(source, (number) => {
      if (!seen.has(number)) this.#drop(number)
    })
  }

  forget(source: LocalId): void {
    this.#eachOf(source, (number) => {
      this.#drop(number)
    })
  }

  /** The clock of a source was read: its clips have other true times. */
  retime(source: LocalId): void {
    const readings = this.#tools.readings(source)
    this.#eachOf(source, (number) => {
      const { camera, found } = Row.parse(this.#queries.byNumber.get(number))
      this.#queries.dropTimes.run(number)
      const intervals = trueIntervals(Found.parse(JSON.parse(found)).time, readings)
      this.#putTimes(number, camera, intervals)
    })
  }

  get(id: LocalId): IndexedClip | null {
    const row: unknown = this.#queries.byId.get(id)
    return row === undefined ? null : clipOf(TimedRow.parse(row))
  }

  overlapping(cameras: readonly LocalId[], windows: readonly Window[]): readonly IndexedClip[] {
    const found = new Map<LocalId, IndexedClip>()
    for (const row of this.#rows(cameras, windows))
      if (!found.has(row.id)) found.set(row.id, clipOf(row))
    return [...found.values()].toSorted((a, b) => (a.from < b.from ? -1 : 1))
  }

  gaps(cameras: readonly LocalId[], windows: readonly Window[]): readonly Gap[] {
    return cameras.flatMap((camera) =>
      gapsIn(windows, this.#rows([camera], windows).map(clipOf)).map((gap) => ({ camera, ...gap })),
    )
  }

  countOf(camera: LocalId): ReturnType<Clips['countOf']> {
    const known = this.#counts.get(camera)
    if (known !== undefined) return known
    const { clips, time } = Count.parse(this.#queries.count.get(camera))
    const newest = time === null ? null : Interval.parse(JSON.parse(time)).to
    const count = { clips, newest }
    this.#counts.set(camera, count)
    return count
  }

  /** What would be asked for each clip again. */
  #knownOf(source: LocalId): Known {
    const cameras = new Map<string, LocalId>()
    return {
      source,
      readings: this.#tools.readings(source),
      camera: (name) => {
        const id = cameras.get(name) ?? this.#tools.cameraOf(source, name)
        cameras.set(name, id)
        return id
      },
    }
  }

  /** Null for a time that no calendar has: it is found by nobody, and is not kept. */
  #put({ source, camera: cameraOf, readings }: Known, found: FoundClip): number | null {
    const camera = cameraOf(found.camera)
    const id = idOf(source, found)
    const text = JSON.stringify(Found.parse(found))
    const before: unknown = this.#queries.plain.get(id)
    if (before !== undefined) {
      const row = Row.parse(before)
      if (row.found === text && row.camera === camera) return row.number
      this.#drop(row.number)
    }
    const intervals = trueIntervals(found.time, readings)
    if (intervals.length === 0) return null
    const { number } = Numbered.parse(this.#queries.insert.get(id, source, camera, text))
    this.#putTimes(number, camera, intervals)
    return number
  }

  #putTimes(number: number, camera: LocalId, intervals: readonly TrueInterval[]): void {
    for (const interval of intervals) {
      const earliest = Math.floor(secondsOf(interval.from) - interval.errorSeconds)
      const latest = Math.ceil(secondsOf(interval.to) + interval.errorSeconds)
      const span = spanOf(latest - earliest)
      this.#queries.insertTime.run(camera, span, earliest, number, latest, JSON.stringify(interval))
    }
  }

  /** Once for each time that overlaps a window, by the error wider. */
  #rows(cameras: readonly LocalId[], windows: readonly Window[]): readonly TimedRow[] {
    return cameras.flatMap((camera) =>
      windows.flatMap(({ from, to }) =>
        spans.flatMap((span) =>
          this.#queries.overlap
            .all(camera, span, secondsOf(from) - span, secondsOf(to), secondsOf(from))
            .map((row) => TimedRow.parse(row)),
        ),
      ),
    )
  }

  /** By so many at a time: a million numbers are more than a small machine has room for. */
  #eachOf(source: LocalId, work: (number: number) => void): void {
    let last = -1
    for (;;) {
      const numbers = this.#queries.numbers
        .all(source, last, batchSize)
        .map((row) => Numbered.parse(row).number)
      const end = numbers.at(-1)
      if (end === undefined) return
      this.#together(() => {
        for (const number of numbers) work(number)
      })
      last = end
    }
  }

  #drop(number: number): void {
    this.#queries.dropTimes.run(number)
    this.#queries.dropClip.run(number)
  }

  #together(work: () => void): void {
    this.#database.transaction(work)()
    this.#counts.clear()
  }
}

/** What is kept of a found clip, in one order, so that equal ones are equal text. */
const Found = z.object({
  camera: z.string(),
  key: z.string(),
  time: ShownTime,
  bytes: z.number().nullable(),
  labels: z.array(z.string()).readonly(),
  plates: z.array(z.string()).readonly(),
})

const Numbered = z.object({ number: z.number() })
const Row = z.object({ number: z.number(), camera: z.string(), found: z.string() })
const TimedRow = z.object({
  id: z.string(),
  source: z.string(),
  camera: z.string(),
  found: z.string(),
  time: z.string(),
})
type TimedRow = z.infer<typeof TimedRow>
/** The time is that of the last of all: SQLite takes a bare column from the row of the maximum. */
const Count = z.object({ clips: z.number(), time: z.string().nullable() })
const Interval = z.object({
  from: z.string(),
  to: z.string(),
  errorSeconds: z.number(),
  measured: z.boolean(),
  offsetSeconds: z.number().nullable(),
})

function clipOf({ id, source, camera, found, time }: TimedRow): IndexedClip {
  const { camera: cameraName, ...clip } = Found.parse(JSON.parse(found))
  return { id, source, camera, cameraName, ...clip, ...Interval.parse(JSON.parse(time)) }
}

/** The same each time that a clip is found. */
function idOf(source: LocalId, { camera, key }: FoundClip): LocalId {
  return createHash('sha256').update([source, camera, key].join('\0')).digest('hex').slice(0, 16)
}

const spans: readonly number[] = Array.from({ length: maxSpanPower + 1 }, (_, power) => 2 ** power)

function spanOf(seconds: number): number {
  return 2 ** Math.min(maxSpanPower, Math.ceil(Math.log2(Math.max(1, seconds))))
}

function secondsOf(instant: Instant): number {
  return millisOf(instant) / 1000
}

type Queries = ReturnType<typeof queriesOf>

function queriesOf(database: Database.Database) {
  const timed =
    'SELECT id, source, clips.camera, found, time FROM clips JOIN clip_times ON clip = number'
  return {
    insert: database.prepare(
      'INSERT INTO clips (id, source, camera, found) VALUES (?, ?, ?, ?) RETURNING number',
    ),
    insertTime: database.prepare(
      'INSERT INTO clip_times (camera, span, earliest, clip, latest, time) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    dropTimes: database.prepare('DELETE FROM clip_times WHERE clip = ?'),
    dropClip: database.prepare('DELETE FROM clips WHERE number = ?'),
    plain: database.prepare('SELECT number, camera, found FROM clips WHERE id = ?'),
    byNumber: database.prepare('SELECT number, camera, found FROM clips WHERE number = ?'),
    numbers: database.prepare(
      'SELECT number FROM clips WHERE source = ? AND number > ? ORDER BY number LIMIT ?',
    ),
    byId: database.prepare(`${timed} WHERE id = ? ORDER BY earliest LIMIT 1`),
    overlap: database.prepare(
      `${timed} WHERE clip_times.camera = ? AND span = ? AND earliest BETWEEN ? AND ? AND latest >= ?`,
    ),
    count: database.prepare(
      'SELECT count(DISTINCT clip) AS clips, max(latest), time FROM clip_times WHERE camera = ?',
    ),
  }
}
