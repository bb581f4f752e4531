/** A part of a clip, in seconds from where its pictures begin to count. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** How far a moment lies along a clip, 0 to 1. */
export function shareOf({ from, to }: Stretch, seconds: number): number {
  return to > from ? within({ from: 0, to: 1 }, (seconds - from) / (to - from)) : 0
}

/** The moment at a share of a clip. */
export function timeAt({ from, to }: Stretch, share: number): number {
  return from + within({ from: 0, to: 1 }, share) * (to - from)
}

export function within({ from, to }: Stretch, value: number): number {
  return Math.min(Math.max(value, from), Math.max(from, to))
}

/** Steps of a picture for an arrow key; with a larger key, of this many seconds. */
const largeStepSeconds = 1

/** Where a key takes a handle; null where it is none of the slider's keys (ARIA practices, “Slider”). */
export function movedByKey(
  key: string,
  {
    value,
    range,
    step,
  }: { readonly value: number; readonly range: Stretch; readonly step: number },
): number | null {
  const by = moves.get(key)
  if (key === 'Home') return range.from
  if (key === 'End') return range.to
  return by === undefined ? null : within(range, value + by(step))
}

const moves: ReadonlyMap<string, (step: number) => number> = new Map([
  ['ArrowLeft', (step: number) => -step],
  ['ArrowDown', (step: number) => -step],
  ['ArrowRight', (step: number) => step],
  ['ArrowUp', (step: number) => step],
  ['PageDown', () => -largeStepSeconds],
  ['PageUp', () => largeStepSeconds],
])
