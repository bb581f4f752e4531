import { daySeconds, hourSeconds, minuteSeconds, secondsBetween } from '@porchlight/core'
import type { Instant } from '@porchlight/core'
import { noQuorum, quorumHolds } from '@porchlight/log'
import type { Cosignature, Policy } from '@porchlight/log'

/** No client takes a feed that is really older than this. */
const maxAgeSeconds = daySeconds

/** How far a client's clock may be off without changing that. */
const clockErrorSeconds = 3 * hourSeconds

/** Clocks of witnesses are seldom exact to the second. */
const witnessErrorSeconds = 5 * minuteSeconds

/**
 * By a client's own clock, which may be three hours off either way. Slow by three hours, it takes a feed to
 * be three hours younger than it is: so only 21 hours are granted, and none that is really older than 24
 * passes. Fast by three, it takes a feed of this minute to be three hours old, which is far from 21: no false
 * alarm. Slow by three, a feed of this minute seems to come from the future; that much is granted. Where
 * it is more, this clock is off by more than three hours, and could not tell what is stale.
 */
export function freshness(at: Instant, now: Instant): 'fresh' | 'stale' | 'clock' {
  const age = secondsBetween(at, now)
  if (age > maxAgeSeconds - clockErrorSeconds) return 'stale'
  return age < -(clockErrorSeconds + witnessErrorSeconds) ? 'clock' : 'fresh'
}

/**
 * The latest time for which a quorum vouches: as many witnesses as the policy asks for cosigned then or
 * later. A single witness that postdates its cosignature makes nothing fresh.
 *
 * @returns null where the policy asks for no witness
 */
export function vouchedAt(cosignatures: readonly Cosignature[], policy: Policy): Instant | null {
  if (policy.quorum === noQuorum) return null
  const latestFirst = cosignatures.toSorted((a, b) => (a.at < b.at ? 1 : -1))
  const cosigners = new Set<string>()
  for (const { witness, at } of latestFirst) {
    cosigners.add(witness)
    if (quorumHolds(policy, cosigners)) return at
  }
  return null
}
