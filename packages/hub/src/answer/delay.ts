import { instantOf, millisOf } from '@porchlight/core'
import type { Instant, Random } from '@porchlight/core'

/**
 * What an owner says leaves at a random time within this: its time then says nothing about when the card was read.
 * Longer would keep a waiting agency waiting; shorter would be told from the tick of the feed.
 */
export const maxDelaySeconds = 3600

/** Uniform over so many seconds from now. */
export function somewhatLater(now: Instant, mostSeconds: number, random: Random): Instant {
  const [a = 0, b = 0] = random(2)
  return instantOf(millisOf(now) + ((a * 256 + b) / 65_536) * mostSeconds * 1000)
}
