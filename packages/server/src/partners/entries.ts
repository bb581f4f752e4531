import {
  canonicalBytes,
  coolOffSeconds,
  daySeconds,
  later,
  minuteOf,
  recipientId,
  sha256Hex,
} from '@porchlight/core'
import type { Instant, PartnerId, Recipient } from '@porchlight/core'

import type { Intent } from '../log/outbox.ts'
import type { PartnerRow } from './store.ts'

/** The announcement with its public notice, and the key, which is good at once: there was none before. */
export function announced(
  { id: partner, profile }: PartnerRow,
  recipient: Recipient,
  { now, partnerNoticeDays }: { readonly now: () => Instant; readonly partnerNoticeDays: number },
): { readonly at: Instant; readonly notice: Instant; readonly intents: readonly Intent[] } {
  const at = minuteOf(now())
  const notice = later(at, partnerNoticeDays * daySeconds)
  const digest = sha256Hex(canonicalBytes(profile))
  const announcement: Intent = {
    entry: { kind: 'partner.announced', partner, profile: digest, notice, at },
    effect: { kind: 'partner', partner, status: 'announced' },
  }
  return { at, notice, intents: [announcement, keyIntent({ partner, recipient, from: at, at })] }
}

export function activated(
  partner: PartnerId,
  now: Instant,
): { readonly at: Instant; readonly intents: readonly Intent[] } {
  const at = minuteOf(now)
  const effect = { kind: 'partner', partner, status: 'active' } as const
  return { at, intents: [{ entry: { kind: 'partner.activated', partner, at }, effect }] }
}

export function ended(partner: PartnerId, now: Instant): readonly Intent[] {
  const effect = { kind: 'partner', partner, status: 'ended' } as const
  return [{ entry: { kind: 'partner.ended', partner, at: minuteOf(now) }, effect }]
}

/** A key in the place of another: good after the cool-off. */
export function replaced(
  partner: PartnerId,
  recipient: Recipient,
  now: Instant,
): { readonly from: Instant; readonly intents: readonly Intent[] } {
  const at = minuteOf(now)
  const from = later(at, coolOffSeconds)
  return { from, intents: [keyIntent({ partner, recipient, from, at })] }
}

function keyIntent({
  partner,
  recipient,
  from,
  at,
}: {
  readonly partner: PartnerId
  readonly recipient: Recipient
  readonly from: Instant
  readonly at: Instant
}): Intent {
  return {
    entry: { kind: 'partner.key', partner, recipient: recipientId(recipient), from, at },
    effect: { kind: 'partner-key', recipient },
  }
}
