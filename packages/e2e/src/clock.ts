import { instantOf } from '@porchlight/core'
import type { Instant } from '@porchlight/core'

/** An instance's time: the real one, and what was skipped. */
export class Clock {
  #ahead = 0

  now(): Instant {
    return instantOf(Date.now() + this.#ahead * 1000)
  }

  advance(seconds: number): void {
    this.#ahead += seconds
  }
}
