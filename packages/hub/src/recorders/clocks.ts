import { daySeconds, Fault, secondsBetween } from '@porchlight/core'
import type { ClockOf, ClockReading, LocalId } from '@porchlight/owner'

import { SourceFault } from '../sources/source.ts'
import type { Source } from '../sources/source.ts'
import { maxReadings } from '../state/state.ts'
import type { KeptCamera, State } from '../state/state.ts'

/** Asks a camera for its time. */
export type ReadCamera = (
  clock: NonNullable<KeptCamera['clock']>,
  signal: AbortSignal,
) => Promise<ClockReading>

export interface ClockTools {
  readonly readCamera: ReadCamera
  /** Clips of the source have other true times from now on. */
  readonly retime: (source: LocalId) => void
}

/**
 * What was measured of clocks. A source's clock stamps its recordings. A camera's is what its picture shows; it
 * stamps recordings too where the owner said that the camera itself names its files.
 */
export class Clocks {
  readonly #state: State
  readonly #tools: ClockTools
  readonly #faults = new Map<LocalId, string>()

  constructor(state: State, tools: ClockTools) {
    this.#state = state
    this.#tools = tools
  }

  /** The oldest first. @throws {Fault} `source/gone` */
  of({ kind, id }: ClockOf): readonly ClockReading[] {
    const { sources, cameras } = this.#state
    if (kind === 'camera' && cameras.get(id) !== null) return cameraReadings(this.#state, id)
    const source = kind === 'source' ? sources.get(id) : null
    if (source === null) throw new Fault('source/gone')
    return source.readings
  }

  /** Why a camera's clock could not be read the last time, a code of `sourceFaults`. */
  faultOf(camera: LocalId): string | null {
    return this.#faults.get(camera) ?? null
  }

  /** Kept in the order in which the clocks were looked at, however late an owner writes it down. */
  keep(of: ClockOf, reading: ClockReading): void {
    const readings = [...this.of(of), reading]
      .toSorted((a, b) => (a.checkedAt < b.checkedAt ? -1 : 1))
      .slice(-maxReadings)
    const source = this.#state.sources.get(of.id)
    if (of.kind === 'source' && source !== null) {
      this.#state.sources.put(of.id, { ...source, readings })
      this.#tools.retime(of.id)
    }
    const camera = this.#state.cameras.get(of.id)
    if (of.kind === 'camera' && camera !== null) {
      this.#state.cameraReadings.put(of.id, { readings })
      if (stampsItself(camera)) this.#tools.retime(camera.source)
    }
  }

  /** @throws {SourceFault} */
  async readCamera(id: LocalId, signal: AbortSignal): Promise<ClockReading | null> {
    const camera = this.#state.cameras.get(id)
    if (camera === null || camera.clock === null) return null
    const reading = await this.#tools.readCamera(camera.clock, signal)
    this.#faults.delete(id)
    return reading
  }

  /** With each look at a source; kept is what is new, and what is a day later. A camera that is silent stops nothing. */
  async look(source: LocalId, opened: Source, signal: AbortSignal): Promise<void> {
    this.hear({ kind: 'source', id: source }, await opened.readClock(signal))
    for (const { id, clock } of this.#state.cameras.all().filter((one) => one.source === source)) {
      if (clock === null) continue
      try {
        this.hear({ kind: 'camera', id }, await this.readCamera(id, signal))
      } catch (error) {
        if (!(error instanceof SourceFault)) throw error
        this.#faults.set(id, error.code)
      }
    }
  }

  /** A reading that came by itself: kept is what is new, and what is a day later. */
  hear(of: ClockOf, reading: ClockReading | null): void {
    const { sources, cameras } = this.#state
    // removed while its recorder was asked
    const isThere = (of.kind === 'source' ? sources : cameras).get(of.id) !== null
    if (reading !== null && isThere && !isKnown(reading, this.of(of).at(-1))) this.keep(of, reading)
  }
}

/** Whose clock stamps the recordings of a camera: its own where the owner said so and it was measured. */
export function stampOf(state: State, camera: LocalId): readonly ClockReading[] {
  const kept = state.cameras.get(camera)
  if (kept === null) return []
  const own = stampsItself(kept) ? cameraReadings(state, camera) : []
  return own.length > 0 ? own : (state.sources.get(kept.source)?.readings ?? [])
}

/** Of the clock in its picture, where that is another than the one that stamps. */
export function pictureOf(state: State, camera: LocalId): readonly ClockReading[] {
  const kept = state.cameras.get(camera)
  return kept === null || stampsItself(kept) ? [] : cameraReadings(state, camera)
}

function cameraReadings({ cameraReadings: kept }: State, camera: LocalId): readonly ClockReading[] {
  return kept.get(camera)?.readings ?? []
}

function stampsItself({ clock }: Pick<KeptCamera, 'clock'>): boolean {
  return clock?.names === true
}

function isKnown(reading: ClockReading, last: ClockReading | undefined): boolean {
  if (last === undefined) return false
  const apart = Math.abs(reading.offsetSeconds - last.offsetSeconds)
  const age = secondsBetween(last.checkedAt, reading.checkedAt)
  return age < daySeconds && apart <= reading.errorSeconds + last.errorSeconds
}
