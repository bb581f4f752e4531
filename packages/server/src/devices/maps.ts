import { Fault, minuteOf, readDeviceMap, refusalsOf, sha256Hex, utf8 } from '@porchlight/core'
import type { Digest, Entry, EntryOf, MapAnswer, MapReading, MapRefusal } from '@porchlight/core'

import type { World } from '../config.ts'
import type { Database, Db } from '../db/open.ts'
import { foldLog } from '../log/fold.ts'
import type { CatchUp } from '../log/fold.ts'
import type { InstanceLog } from '../log/open.ts'
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
  readonly log: Pick<InstanceLog, 'store' | 'sequencer'>
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
  readonly #catchUp: CatchUp
  readonly #accepted = new Set<Digest>()
  #standing: StandingMap | null = null
  /** The one that everybody asks for is read and checked once. */
  #kept: { readonly digest: Digest; readonly bytes: Uint8Array } | null = null
  #running: Promise<unknown> = Promise.resolve()

  constructor(parts: MapParts) {
    this.#parts = parts
    this.#catchUp = foldLog({
      ...parts.log,
      take: (entry, index) => {
        if (entry.kind === 'map.built' && entry.accepted) this.#stands(entry, index)
      },
    })
  }

  /** Null before the first that was accepted. */
  async standing(): Promise<StandingMap | null> {
    await this.#catchUp()
    return this.#standing
  }

  /** The file of a build that was ever accepted; null for every other name, and where it is lost or damaged. */
  async file(digest: Digest): Promise<Uint8Array | null> {
    await this.#catchUp()
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

  #stands({ digest, devices }: EntryOf<'map.built'>, index: number): void {
    this.#accepted.add(digest)
    this.#standing = { digest, devices, index }
  }
}

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
