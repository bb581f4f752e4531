import { instantOf } from '@porchlight/core'
import type { Instant } from '@porchlight/core'

/** The clock of this device, read at the edge only. */
export function now(): Instant {
  return instantOf(Date.now())
}
