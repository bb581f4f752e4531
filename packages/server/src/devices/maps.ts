import { Fault, minuteOf, readDeviceMap, refusalsOf, sha256Hex, utf8 } from '@porchlight/core'
import type { Digest, Entry, MapAnswer, MapReading, MapRefusal } from '@porchlight/core'

import type { World } from '../config.ts'
import type { Database, Db } from '../db/open.ts'
import type { ReadLog } from '../log/browse.ts'
import type { LogFilter, LogLine } from '../log/lines.ts'
import type { Outbox } from '../log/outbox.ts'
import type { CompressedFiles } from '../objects/compressed.ts'

/** The build that stands, and where the log says so. */
export interface StandingMap {
  readonly digest: Digest
  readonly devices: number
  readonly index: number
}

export interface MapParts extends Pick<World, 'now'> {
  readonly db: Database
  readonly readLog: ReadLog
  readonly outbox: Outbox
  readonly files: CompressedFiles
}

/**
 * Builds of the map of public devices. What stands is what the log says, and no table. The order is what makes
 * a crash at any point harmless: the file, durable under its digest → the queued entry → the entry in a published
 * checkpoint → served. Before the entry there is only a file that nothing names.
 */
export class DeviceMaps {
  readonly #parts: MapParts
  /** In the order of the log. */
  readonly #accepted = new Set<Digest>()
  /** Accepted builds in the log as it was last looked at. */
  #known = 0
  #standing: StandingMap | null = null
  /** The one that everybody asks for is read and checked once. */
  #kept: { readonly digest: Digest; readonly bytes: Uint8Array } | null = null
  #running: Promise<unknown> = Promise.resolve()

  constructor(parts: MapParts) {
    this.#parts = parts
  }

  /** Null before the first that was accepted. */
  async standing(): Promise<StandingMap | null> {
    await this.#learn()
    return this.#standing
  }

  /** The file of a build that was ever accepted; null for every other name, and where it is lost or damaged. */
  async file(digest: Digest): Promise<Uint8Array | null> {
    await this.#learn()
    if (!this.#accepted.has(digest)) return null
    if (this.#kept?.digest === digest) return this.#kept.bytes
    const bytes = await this.#parts.files.read(fileOf(digest))
    if (bytes === null || sha256Hex(bytes) !== digest) return null
    if (digest === this.#standing?.digest) this.#kept = { digest, bytes }
    return bytes
  }

  /**
   * Reads GeoJSON, and enters what it comes to: accepted or refused. One after the other, so that each is held
   * against the one that stands.
   *
   * @throws {Fault} `map/not-geojson`; `map/waiting` where an earlier build is not in the log yet; `log/unavailable`, and the build takes effect when the log is there again
   */
  async build(text: string): Promise<MapAnswer> {
    const reading = readDeviceMap(text)
    if (reading === null) throw new Fault('map/not-geojson')
    const turn = this.#running.then(async () => await this.#built(reading))
    this.#running = turn.catch(() => undefined)
    return await turn
  }

  async #built(reading: MapReading): Promise<MapAnswer> {
    const { files } = this.#parts
    const standing = await this.standing()
    const refusals = refusalsOf(reading, standing?.devices ?? null)
    // again where it stands already: its file may have been lost
    if (refusals.length === 0) await files.write(fileOf(reading.digest), utf8(reading.text))
    if (refusals.length === 0 && standing?.digest === reading.digest)
      return answer(reading, refusals, standing.index)
    return answer(reading, refusals, await this.#enter(reading, refusals.length === 0))
  }

  async #enter({ digest, devices }: MapReading, accepted: boolean): Promise<number> {
    const { outbox, now } = this.#parts
    const entry: Entry = { kind: 'map.built', digest, devices, accepted, at: minuteOf(now()) }
    const name = accepted ? 'map.accepted' : 'map.refused'
    const [index] = await outbox.enter(
      [{ entry, effect: { kind: 'fact', name, value: digest } }],
      refuseWhileOneWaits,
    )
    if (index === undefined) throw new Error('One entry was entered')
    return index
  }

  /** Reads what the log has of accepted builds since the last look. */
  async #learn(): Promise<void> {
    const { count, part } = await this.#parts.readLog()
    const all = count(acceptedBuilds)
    if (all === this.#known) return
    const from = this.#standing?.index ?? -1
    const fresh: LogLine[] = []
    let before: number | null = null
    do {
      const { lines, older } = await part(acceptedBuilds, before)
      const later = lines.filter(({ index }) => index > from)
      fresh.push(...later)
      before = later.length < lines.length ? null : older
    } while (before !== null)
    for (const line of fresh.toReversed()) this.#stands(line)
    this.#known = Math.max(this.#known, all)
  }

  /** Two looks at once may bring the same line. */
  #stands({ entry, index }: LogLine): void {
    if (entry.kind !== 'map.built' || index <= (this.#standing?.index ?? -1)) return
    const { digest, devices } = entry
    this.#accepted.add(digest)
    this.#standing = { digest, devices, index }
  }
}

const acceptedBuilds: LogFilter = { trait: 'map:accepted' }

/** It could be the one that the next must be held against. @throws {Fault} `map/waiting` */
async function refuseWhileOneWaits(tx: Db): Promise<void> {
  const waiting = await tx
    .selectFrom('outbox')
    .where('effect', 'like', '%"map.%')
    .select('digest')
    .executeTakeFirst()
  if (waiting !== undefined) throw new Fault('map/waiting')
}

function answer(
  { digest, devices, duplicates, malformed, leftOut }: MapReading,
  refusals: readonly MapRefusal[],
  entry: number,
): MapAnswer {
  const accepted = refusals.length === 0
  const counts = { devices, duplicates, malformed, leftOut: { ...leftOut } }
  return { accepted, refusals: [...refusals], digest, ...counts, entry }
}

function fileOf(digest: Digest): string {
  return `${digest}.geojson`
}
