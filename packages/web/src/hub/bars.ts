import { millisOf } from '@porchlight/core'
import type { Window } from '@porchlight/core'

/** A part of a bar, as shares of its length. */
export interface BarPart {
  readonly kind: 'gap' | 'twice'
  readonly from: number
  readonly to: number
}

/** What lies in one window, as parts of a bar that is as long as the window. */
export function barOf(
  window: Window,
  { gaps, overlaps }: { readonly gaps: readonly Window[]; readonly overlaps: readonly Window[] },
): readonly BarPart[] {
  return [
    ...gaps.flatMap((gap) => partOf(window, gap, 'gap')),
    ...overlaps.flatMap((overlap) => partOf(window, overlap, 'twice')),
  ]
}

function partOf(window: Window, part: Window, kind: BarPart['kind']): readonly BarPart[] {
  const begins = millisOf(window.from)
  const length = millisOf(window.to) - begins
  const from = Math.max(0, (millisOf(part.from) - begins) / length)
  const to = Math.min(1, (millisOf(part.to) - begins) / length)
  return to > from ? [{ kind, from, to }] : []
}
