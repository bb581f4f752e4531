import { millisOf } from '@porchlight/core'
import type { Instant } from '@porchlight/core'

/** Reviewed later than this after approval is later than residents and agencies are promised. */
const targetSeconds = 2 * 3600

export interface TimeLeft {
  /** Whole minutes until it lapses, never below zero, in seconds. */
  readonly seconds: number
  /** Whether it has waited longer than the target. */
  readonly late: boolean
}

/** How long a request may still wait for its review. */
export function timeLeft(
  { approvedAt, lapsesAt }: { readonly approvedAt: Instant; readonly lapsesAt: Instant },
  now: Instant,
): TimeLeft {
  const left = Math.max(0, (millisOf(lapsesAt) - millisOf(now)) / 1000)
  const waited = (millisOf(now) - millisOf(approvedAt)) / 1000
  return { seconds: Math.floor(left / 60) * 60, late: waited > targetSeconds }
}
