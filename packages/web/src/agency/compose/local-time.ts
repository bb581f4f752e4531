import { instantsAt, localAt, LocalTime } from '@porchlight/core'
import type { Instant, Zone } from '@porchlight/core'

/** A wall-clock time as it was typed, and which of the two was meant where the clocks show it twice. */
export interface LocalPoint {
  readonly local: string
  readonly fold: 'first' | 'second' | null
}

export const noPoint: LocalPoint = { local: '', fold: null }

/** An instant as the form shows it, to the minute. */
export function pointOf(instant: Instant, zone: Zone): LocalPoint {
  const local = localAt(instant, zone)
  const [first, second] = instantsAt(local, zone)
  if (second === undefined || first === undefined) return { local, fold: null }
  return { local, fold: instant < second ? 'first' : 'second' }
}

/** What a wall-clock time means in a zone. */
export type Resolved =
  | { readonly kind: 'empty' }
  /** In spring the clocks skip it. */
  | { readonly kind: 'skipped' }
  /** In autumn they show it twice, and nobody has said which. */
  | { readonly kind: 'twice'; readonly choices: readonly [Instant, Instant] }
  | {
      readonly kind: 'at'
      readonly instant: Instant
      readonly choices: readonly [Instant, Instant] | null
    }

export function resolve({ local, fold }: LocalPoint, zone: Zone): Resolved {
  const time = LocalTime.safeParse(local)
  if (!time.success) return { kind: 'empty' }
  const [first, second] = instantsAt(time.data, zone)
  if (first === undefined) return { kind: 'skipped' }
  if (second === undefined) return { kind: 'at', instant: first, choices: null }
  const choices = [first, second] as const
  if (fold === null) return { kind: 'twice', choices }
  return { kind: 'at', instant: fold === 'first' ? first : second, choices }
}

/** The instant that a point means; null until that is settled. */
export function instantOfPoint(point: LocalPoint, zone: Zone): Instant | null {
  const resolved = resolve(point, zone)
  return resolved.kind === 'at' ? resolved.instant : null
}
