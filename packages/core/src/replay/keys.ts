import { later, secondsBetween } from '../instant.ts'
import type { Instant } from '../instant.ts'

/** Three days: enough for the real owner of the old key to notice, and to say so, before anything is sealed to a new one. */
export const coolOffSeconds = 72 * 3600

/** A key and when it becomes good. It stays so until the next one is. */
export interface DatedKey<K> {
  readonly key: K
  readonly from: Instant
}

/** The earliest instant from which a key that is announced at `at` may be good. */
export function earliestFrom(before: readonly DatedKey<unknown>[], at: Instant): Instant {
  return before.length === 0 ? at : later(at, coolOffSeconds)
}

/** Whether a key is announced too late for what it replaces. */
export function isTooSoon(
  before: readonly DatedKey<unknown>[],
  { from, at }: { readonly from: Instant; readonly at: Instant },
): boolean {
  return secondsBetween(earliestFrom(before, at), from) < 0
}

/** The key that is good at an instant; null before the first. */
export function keyAt<K>(keys: readonly DatedKey<K>[], at: Instant): K | null {
  return keys.filter(({ from }) => from <= at).at(-1)?.key ?? null
}
