import { jsonOf, later } from '@porchlight/core'
import type { Instant, Line } from '@porchlight/core'
import { z } from 'zod'

import { only } from '../state/state.ts'
import type { State } from '../state/state.ts'
import { FeedAbsent, fetchBytes } from './fetch-bytes.ts'

/** The streets of a large town. */
const maxBytes = 16 * 1024 ** 2
/** Streets are built seldom. */
const keptSeconds = 30 * 86_400

const Streets = z.object({ type: z.literal('FeatureCollection'), features: z.array(z.unknown()) })
const none = JSON.stringify({ type: 'FeatureCollection', features: [] })

export interface StreetTools {
  readonly lineTo: (origin: string) => Line
  readonly now: () => Instant
}

/**
 * The street map of the instance that is followed, for the owner to place cameras on. Every hub fetches it whole, once
 * a month and when another instance is followed: no tile of it tells where anybody looked.
 */
export class StreetMap {
  readonly #state: State
  readonly #tools: StreetTools

  constructor(state: State, tools: StreetTools) {
    this.#state = state
    this.#tools = tools
  }

  /** GeoJSON; without any streets where there are none yet. */
  text(): string {
    const kept = this.#state.streets.get(only)
    return kept?.origin === this.#origin() ? kept.text : none
  }

  /** @throws what `line.send` throws; what was had before stays */
  async look(signal: AbortSignal): Promise<void> {
    const origin = this.#origin()
    const kept = this.#state.streets.get(only)
    const { lineTo, now } = this.#tools
    if (origin === null) return
    if (kept?.origin === origin && later(kept.fetchedAt, keptSeconds) > now()) return
    const text = await streetsOf(lineTo(origin), signal)
    this.#state.streets.put(only, { origin, text, fetchedAt: now() })
  }

  #origin(): string | null {
    return this.#state.instance.get(only)?.origin ?? null
  }
}

/** An instance that has none, or something else, is not asked again before the month is over. */
async function streetsOf(line: Line, signal: AbortSignal): Promise<string> {
  try {
    const bytes = await fetchBytes(line, '/map/basemap.json', { limit: maxBytes, signal })
    const text = new TextDecoder().decode(bytes)
    return Streets.safeParse(jsonOf(text)).success ? text : none
  } catch (error) {
    if (error instanceof FeedAbsent) return none
    throw error
  }
}
