import { millisOf } from '@porchlight/core'
import type { Instant, Request } from '@porchlight/core'

import { namesPlate, wantedLabels } from './wanted.ts'

/** What is known of a clip without a look at it. */
export interface ListedClip {
  readonly from: Instant
  readonly to: Instant
  readonly errorSeconds: number
  readonly labels: readonly string[]
  readonly plates: readonly string[]
}

/** Why a clip may help. */
export type Hint =
  | { readonly kind: 'plate'; readonly plate: string }
  | { readonly kind: 'label'; readonly label: string }
  /** From the incident to the nearest end of the clip; 0 where the clip may show the very moment. */
  | { readonly kind: 'time'; readonly seconds: number }

export interface Shortlisted<Clip> {
  readonly clip: Clip
  readonly hints: readonly Hint[]
}

/**
 * Clips in the order in which to look at them: those with a plate that the request names, those with something
 * that it speaks of, those near the incident. None is left out: what a recorder saw is often wrong.
 */
export function shortlist<Clip extends ListedClip>(
  clips: readonly Clip[],
  { title, text, incidentAt }: Pick<Request, 'incidentAt' | 'text' | 'title'>,
): readonly Shortlisted<Clip>[] {
  const says = `${title}\n${text}`
  const wanted = wantedLabels(says)
  return clips
    .map((clip) => {
      const away = secondsAway(clip, incidentAt)
      const hints: readonly Hint[] = [
        ...plainly(clip.plates)
          .filter((plate) => namesPlate(says, plate))
          .map((plate) => ({ kind: 'plate', plate }) as const),
        ...plainly(clip.labels)
          .filter((label) => wanted.has(label))
          .map((label) => ({ kind: 'label', label }) as const),
        { kind: 'time', seconds: away },
      ]
      return { clip, hints, away, weight: weightOf(hints) }
    })
    .toSorted((a, b) => b.weight - a.weight || a.away - b.away || order(a.clip, b.clip))
    .map(({ clip, hints }) => ({ clip, hints }))
}

/** Something that passes is seen by a camera nearby within so much of the incident. */
const nearSeconds = 600

/** A plate outweighs all else together; a thing that is spoken of weighs as much as the moment itself. */
function weightOf(hints: readonly Hint[]): number {
  const hasPlate = hints.some(({ kind }) => kind === 'plate')
  const hasLabel = hints.some(({ kind }) => kind === 'label')
  const seconds = hints.find((hint) => hint.kind === 'time')?.seconds ?? Infinity
  const near = seconds <= nearSeconds ? 1 : 0
  return (hasPlate ? 8 : 0) + (hasLabel ? 2 : 0) + (seconds === 0 ? 2 : near)
}

function secondsAway({ from, to, errorSeconds }: ListedClip, incidentAt: Instant): number {
  const at = millisOf(incidentAt)
  const millis = Math.max(millisOf(from) - at, at - millisOf(to), 0)
  return Math.max(0, Math.round(millis / 1000 - errorSeconds))
}

function order(a: ListedClip, b: ListedClip): number {
  return millisOf(a.from) - millisOf(b.from)
}

function plainly(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)]
}
