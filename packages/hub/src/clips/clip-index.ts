import { createHash } from 'node:crypto'

import { instantOf, millisOf } from '@porchlight/core'
import type { Instant, Window } from '@porchlight/core'
import { trueIntervals } from '@porchlight/owner'
import type { ClockReading, LocalId, TrueInterval } from '@porchlight/owner'
import type Database from 'libsql'

import type { Changes, FoundClip } from '../sources/source.ts'
import {
  CameraRow,
  clipOf,
  CountRow,
  formOf,
  IdRow,
  intervalColumns,
  KnownRow,
  NumberRow,
  platesText,
  queriesOf,
  shownSeconds,
  SpanRow,
  timeOf,
} from './clip-rows.ts'
import type { Queries } from './clip-rows.ts'
import type { Clips, Gap, IndexedClip } from './clips.ts'
import { gapsIn, overlapsIn } from './gaps.ts'
import { clipSchema } from './schema.ts'

export interface IndexTools {
  /** The hub's own name of a camera; made where there is none. Throws for a source that was removed. */
  readonly cameraOf: (source: LocalId, name: string) => LocalId
  /** Of the clock that stamps the clips of a camera. */
  readonly readings: (camera: LocalId) => readonly ClockReading[]
}

/** Found clips go in by so many at once: one transaction is one write to the disk. */
const batchSize = 500

/** What would be asked for each clip again. */
interface Known {
  /** As of which of the index's changes. */
  readonly changes: number
  readonly source: LocalId
  /** By their recorder's name: the number that each has in the database, and what is known of its clock. */
  readonly cameras: Map<string, KnownCamera>
  /** The numbers that forms have in the database. */
  readonly forms: Map<string, number>
}

interface KnownCamera {
  readonly number: number
  readonly readings: readonly ClockReading[]
}

/** The clips in the hub's encrypted database. */
export class ClipIndex implements Clips {
  readonly #database: Database.Database
  readonly #tools: IndexTools
  readonly #queries: Queries
  readonly #counts = new Map<LocalId, ReturnType<Clips['countOf']>>()
  readonly #spans = new Map<number, readonly number[]>()
  /** How often clocks were read or sources forgotten: what a look that runs meanwhile knows of them is old then. */
  #changes = 0

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
    let known = this.#knownOf(source)
    let batch: FoundClip[] = []
    const write = () => {
      if (known.changes !== this.#changes) known = this.#knownOf(source)
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

  merge(source: LocalId, { found, gone }: Pick<Changes, 'found' | 'gone'>): void {
    const known = this.#knownOf(source)
    this.#together(() => {
      for (const clip of found) this.#put(known, clip)
      for (const clip of gone) {
        const row: unknown = this.#queries.known.get([idOf(source, clip)])
        if (row !== undefined) this.#drop(KnownRow.parse(row).number)
      }
    })
  }

  forget(source: LocalId): void {
    this.#changes += 1
    this.#eachOf(source, (number) => {
      this.#drop(number)
    })
    this.#together(() => {
      this.#queries.dropCameras.run(source)
    })
  }

  /** The clock of a source was read: its clips have other true times. */
  retime(source: LocalId): void {
    this.#changes += 1
    for (const { camera, id } of this.#camerasOf(source)) {
      const readings = this.#tools.readings(id)
      this.#eachOfCamera(camera, (number) => {
        const { time } = timeOf(this.#queries.time.get(number))
        this.#queries.dropTimes.run(number)
        this.#putTimes(number, camera, trueIntervals(time, readings))
      })
    }
  }

  get(id: LocalId): IndexedClip | null {
    const row: unknown = this.#queries.byId.get([Buffer.from(id, 'hex')])
    return row === undefined ? null : clipOf(row)
  }

  overlapping(cameras: readonly LocalId[], windows: readonly Window[]): readonly IndexedClip[] {
    const found = new Map<LocalId, IndexedClip>()
    for (const camera of cameras)
      for (const clip of this.#times(camera, windows))
        if (!found.has(clip.id)) found.set(clip.id, clip)
    return [...found.values()].toSorted((a, b) => millisOf(a.from) - millisOf(b.from))
  }

  gaps(cameras: readonly LocalId[], windows: readonly Window[]): readonly Gap[] {
    return cameras.flatMap((camera) =>
      gapsIn(windows, this.#times(camera, windows)).map((gap) => ({ camera, ...gap })),
    )
  }

  overlaps(cameras: readonly LocalId[], windows: readonly Window[]): readonly Gap[] {
    return cameras.flatMap((camera) =>
      overlapsIn(windows, this.#times(camera, windows)).map((one) => ({ camera, ...one })),
    )
  }

  newest(camera: LocalId): LocalId | null {
    const number = this.#numberOf(camera)
    const row: unknown = number === null ? undefined : this.#queries.newest.get(number)
    return row === undefined ? null : IdRow.parse(row).id.toLowerCase()
  }

  countOf(camera: LocalId): ReturnType<Clips['countOf']> {
    const known = this.#counts.get(camera)
    if (known !== undefined) return known
    const number = this.#numberOf(camera)
    if (number === null) return { clips: 0, newest: null }
    const { clips, newest } = CountRow.parse(this.#queries.count.get(number))
    const count = { clips, newest: newest === null ? null : instantOf(newest * 1000) }
    this.#counts.set(camera, count)
    return count
  }

  #knownOf(source: LocalId): Known {
    return { changes: this.#changes, source, cameras: new Map(), forms: new Map() }
  }

  /** Null for a time that no calendar has: it is found by nobody, and is not kept. */
  #put(known: Known, found: FoundClip): number | null {
    const id = idOf(known.source, found)
    const shown = shownSeconds(found.time.shown)
    const { seconds } = found.time
    const { bytes, key } = found
    const { number: camera, readings } = this.#camera(known, found.camera)
    const form = this.#formNumber(known, formOf(found))
    const plates = platesText(found.plates)
    const before: unknown = this.#queries.known.get([id])
    if (before !== undefined) {
      const { number, ...row } = KnownRow.parse(before)
      if (same(row, { camera, shown, seconds, bytes, form, plates })) return number
      this.#drop(number)
    }
    const intervals = trueIntervals(found.time, readings)
    if (intervals.length === 0) return null
    const columns = [id, camera, key, shown, seconds, bytes, form, plates]
    const { number } = NumberRow.parse(this.#queries.insert.get(...columns))
    this.#putTimes(number, camera, intervals)
    return number
  }

  #putTimes(number: number, camera: number, intervals: readonly TrueInterval[]): void {
    for (const interval of intervals) {
      const earliest = Math.floor(secondsOf(interval.from) - interval.errorSeconds)
      const latest = Math.ceil(secondsOf(interval.to) + interval.errorSeconds)
      const key = [camera, spanOf(latest - earliest), earliest, number, latest] as const
      this.#queries.insertTime.run(...key, ...intervalColumns(interval))
    }
  }

  /** One for each time that overlaps a window, by the error wider. */
  #times(camera: LocalId, windows: readonly Window[]): readonly IndexedClip[] {
    const number = this.#numberOf(camera)
    if (number === null) return []
    return windows.flatMap((window) => {
      const [from, to] = [secondsOf(window.from), secondsOf(window.to)]
      return this.#spansOf(number).flatMap((span) =>
        this.#queries.overlap.all(number, span, from - span, to, from).map(clipOf),
      )
    })
  }

  /** The spans that clips of a camera have: a few, as a recorder makes clips of about one length. */
  #spansOf(camera: number): readonly number[] {
    const known = this.#spans.get(camera)
    if (known !== undefined) return known
    const spans: number[] = []
    for (;;) {
      const { span } = SpanRow.parse(this.#queries.nextSpan.get(camera, spans.at(-1) ?? 0))
      if (span === null) break
      spans.push(span)
    }
    this.#spans.set(camera, spans)
    return spans
  }

  #numberOf(camera: LocalId): number | null {
    const row: unknown = this.#queries.camera.get(camera)
    return row === undefined ? null : NumberRow.parse(row).number
  }

  #camera({ source, cameras }: Known, name: string): KnownCamera {
    const known = cameras.get(name)
    if (known !== undefined) return known
    const id = this.#tools.cameraOf(source, name)
    const number =
      this.#numberOf(id) ?? NumberRow.parse(this.#queries.insertCamera.get(id, source, name)).number
    const camera = { number, readings: this.#tools.readings(id) }
    cameras.set(name, camera)
    return camera
  }

  #formNumber({ forms }: Known, form: string): number {
    const known = forms.get(form)
    if (known !== undefined) return known
    const row: unknown = this.#queries.form.get(form) ?? this.#queries.insertForm.get(form)
    const { number } = NumberRow.parse(row)
    forms.set(form, number)
    return number
  }

  #eachOf(source: LocalId, work: (number: number) => void): void {
    for (const { camera } of this.#camerasOf(source)) this.#eachOfCamera(camera, work)
  }

  #camerasOf(source: LocalId): readonly { readonly camera: number; readonly id: LocalId }[] {
    return this.#queries.cameras.all(source).map((row) => {
      const { number, id } = CameraRow.parse(row)
      return { camera: number, id }
    })
  }

  /** By so many at a time: a million numbers are more than a small machine has room for. */
  #eachOfCamera(camera: number, work: (number: number) => void): void {
    let last = -1
    for (;;) {
      const numbers = this.#queries.numbers
        .all(camera, last, batchSize)
        .map((row) => NumberRow.parse(row).number)
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
    this.#spans.clear()
  }
}

/** The same each time that a clip is found: the bytes of its {@link LocalId}. */
function idOf(source: LocalId, { camera, key }: Pick<FoundClip, 'camera' | 'key'>): Buffer {
  return createHash('sha256').update([source, camera, key].join('\0')).digest().subarray(0, 8)
}

type Columns = Omit<KnownRow, 'number'>

function same(one: Columns, other: Columns): boolean {
  return (
    one.camera === other.camera &&
    one.shown === other.shown &&
    one.seconds === other.seconds &&
    one.bytes === other.bytes &&
    one.form === other.form &&
    one.plates === other.plates
  )
}

/** A clip and its error fit into a power of four of seconds: eleven of them are a month. */
function spanOf(seconds: number): number {
  return 4 ** Math.ceil(Math.log2(Math.max(1, seconds)) / 2)
}

function secondsOf(instant: Instant): number {
  return millisOf(instant) / 1000
}
