import type { Instant, RequestId } from '@porchlight/core'
import { reasonsFor, shortlist } from '@porchlight/owner'
import type { ClipView, FilterList, LocalId, MatchCard, MatchView } from '@porchlight/owner'

import type { Clips, Gap, IndexedClip } from './clips/clips.ts'
import type { Holds } from './hold/holds.ts'
import { timeTeller } from './clips/told-time.ts'
import type { TellTime } from './clips/told-time.ts'
import { only } from './state/state.ts'
import type { Held, LiveRequest, State } from './state/state.ts'

export interface MatchingTools {
  readonly clips: Clips
  readonly holds: Holds
  readonly now: () => Instant
}

const showAll: FilterList = { kind: 'porchlight/filters/v1', hideBadges: [], hideOffences: [] }

/** As many as anybody looks through; the windows of a request hold fewer for a few cameras. */
const maxShown = 500
/** Gaps and overlaps; nobody reads more. */
const maxTold = 200

/** Which live requests fit the owner's cameras: worked out anew each time, and kept nowhere. */
export class Matching {
  readonly #state: State
  readonly #tools: MatchingTools
  /** What the owner declined, until the hub is started again: on the disk there is no trace of it. */
  readonly #declined = new Set<string>()

  constructor(state: State, tools: MatchingTools) {
    this.#state = state
    this.#tools = tools
  }

  get filters(): FilterList {
    return this.#state.filters.get(only) ?? showAll
  }

  /** Live by now and by the newest feed, and how many the owner's own filters hide. */
  live(): { readonly shown: readonly LiveRequest[]; readonly hidden: number } {
    const now = this.#tools.now()
    const all = (this.#state.seen.get(only)?.live ?? []).filter(
      ({ signed }) => signed.request.expiresAt > now,
    )
    const { filters } = this
    const shown = all.filter((one) => !isHidden(one, filters))
    return { shown, hidden: all.length - shown.length }
  }

  /** Whether the newest feed has this very text of a request, whatever the owner's filters show. */
  isLive({ signed, digest }: LiveRequest): boolean {
    const all = this.#state.seen.get(only)?.live ?? []
    const now = this.#tools.now()
    return signed.request.expiresAt > now && all.some((live) => live.digest === digest)
  }

  find(request: RequestId): LiveRequest | null {
    return this.live().shown.find(({ signed }) => signed.request.id === request) ?? null
  }

  cards(): readonly MatchCard[] {
    const cameras = this.#state.cameras.all()
    return this.live().shown.flatMap((live) => {
      const card = this.#declined.has(live.digest) ? null : this.#cardOf(live, cameras)
      return card === null ? [] : [card]
    })
  }

  /** Null where it does not match. Whoever goes back to one that they declined finds it, with nothing prepared. */
  view(request: RequestId): MatchView | null {
    const live = this.find(request)
    const card = live === null ? null : this.#cardOf(live, this.#state.cameras.all())
    if (live === null || card === null) return null
    const cameras = card.reasons.map(({ camera }) => camera)
    const { windows } = live.signed.request
    const { clips, holds } = this.#tools
    return {
      card,
      clips: this.#shown(live, cameras),
      gaps: clips.gaps(cameras, windows).slice(0, maxTold).map(copied),
      overlaps: clips.overlaps(cameras, windows).slice(0, maxTold).map(copied),
      hold: holdOf(holds.of(request)),
    }
  }

  /** What may help most comes first. */
  #shown({ signed: { request } }: LiveRequest, cameras: readonly LocalId[]): MatchView['clips'] {
    const kept = new Set(this.#tools.holds.of(request.id).map(({ clip }) => clip))
    const tell = timeTeller(this.#state)
    return shortlist(this.#fitting(request, cameras), request)
      .slice(0, maxShown)
      .map(({ clip }) => clipView(clip, tell, kept.has(clip.id)))
  }

  /** With those that are kept here though the recorder has overwritten them, and the index forgot them. */
  #fitting(
    request: LiveRequest['signed']['request'],
    cameras: readonly LocalId[],
  ): readonly IndexedClip[] {
    const indexed = this.#tools.clips.overlapping(cameras, request.windows)
    const there = new Set(indexed.map(({ id }) => id))
    const kept = this.#tools.holds.of(request.id).flatMap(({ known }) => known ?? [])
    return [
      ...indexed,
      ...kept.filter(({ id, camera }) => !there.has(id) && cameras.includes(camera)),
    ]
  }

  /** All that fit, what may help most first. */
  clipsOf(request: RequestId): readonly LocalId[] {
    const live = this.find(request)
    if (live === null) return []
    const { signed } = live
    const reasons = reasonsFor(signed.request.area, this.#state.cameras.all())
    const cameras = reasons.map(({ camera }) => camera)
    const fitting = this.#fitting(signed.request, cameras)
    return shortlist(fitting, signed.request).map(({ clip }) => clip.id)
  }

  decline(live: LiveRequest): void {
    this.#declined.add(live.digest)
  }

  #cardOf(live: LiveRequest, placed: ReturnType<State['cameras']['all']>): MatchCard | null {
    const { request } = live.signed
    const reasons = reasonsFor(request.area, placed)
    if (reasons.length === 0) return null
    const cameras = reasons.map(({ camera }) => camera)
    return {
      request: request.id,
      signed: live.signed,
      agency: live.agency,
      reasons: [...reasons],
      clips: this.#fitting(request, cameras).length,
      held: this.#tools.holds.of(request.id).length > 0,
    }
  }
}

/** Null where nothing is held. */
export function holdOf(held: readonly Held[]): MatchView['hold'] {
  const [first] = held
  if (first === undefined) return null
  const bytes = held.reduce((sum, one) => sum + one.bytes, 0)
  // the last of them to go
  const until = held.reduce((last, one) => (one.until > last ? one.until : last), first.until)
  return { clips: held.length, bytes, until }
}

function copied({ camera, from, to }: Gap): MatchView['gaps'][number] {
  return { camera, from, to }
}

/** A clip for the owner's eyes, with how its clock was measured. */
export function clipView(clip: IndexedClip, tell: TellTime, held: boolean): ClipView {
  const { id, camera, key, time, from, to, errorSeconds, bytes } = clip
  const fileName = key.split('/').at(-1) ?? key
  const clock = tell(clip, { time, cutSeconds: 0 })?.clock ?? null
  const seen = { labels: [...clip.labels], plates: [...clip.plates] }
  return { id, camera, fileName, time, from, to, errorSeconds, clock, ...seen, bytes, held }
}

function isHidden(
  { signed, agency }: LiveRequest,
  { hideBadges, hideOffences }: FilterList,
): boolean {
  return (
    hideOffences.includes(signed.request.offence) ||
    agency.federal.some((tie) => hideBadges.includes(tie))
  )
}
