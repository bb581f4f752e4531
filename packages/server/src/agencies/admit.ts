import { canonical, canonicalBytes, Fault, minuteOf, sha256Hex, utf8 } from '@porchlight/core'
import type { Instant, MemberId } from '@porchlight/core'

import type { Intent } from '../log/outbox.ts'
import type { Confirming, ConfirmParts } from './key-change.ts'
import { keyIntent } from './key-entry.ts'
import { allKeys, enterKeys, isEntered } from './keys.ts'
import type { KeysRow } from './keys.ts'
import { confirmationsOf, enterAgency, findAgency } from './store.ts'
import type { AgencyRow } from './store.ts'

/**
 * One steward's word that the agency is who it says and that these are its keys: the steward gives
 * the keys that were read out, so that keys swapped in the database are not confirmed by accident.
 * After a suspension too.
 *
 * @throws {Fault} `agency/no-keys` where it has none, or others than those that were read out;
 *   `agency/keys-waiting` after a suspension, before the newest keys are good: until then those that
 *   nobody read out would be
 */
export async function confirmAgency(
  { db, now, outbox, admissionStewards }: ConfirmParts,
  { id, keys, steward }: Confirming,
): Promise<void> {
  const at = now()
  const agency = await findAgency(db, id)
  const rows = await allKeys(db, id)
  const newest = newestKeys(rows)
  if (newest === null || canonical(newest.keys) !== canonical(keys))
    throw new Fault('agency/no-keys')
  if (isEntered(newest) && newest.good_from > at) throw new Fault('agency/keys-waiting')
  const confirmed = [...new Set([...(await confirmationsOf(db, id)), steward])]
  const enough = confirmed.length >= admissionStewards && agency.entered_at === null
  const first = isEntered(newest) ? null : keyIntent(id, newest, { rows, now: at })
  const admitted = admission(agency, confirmed, at)
  const intents = first === null ? [admitted] : [admitted, first.intent]
  await outbox.enter(enough ? intents : [], async (tx) => {
    const before = await confirmationsOf(tx, id)
    if (before.includes(steward)) throw new Fault('agency/already-approved')
    // somebody else confirmed meanwhile, whose word belongs into the entry
    if (before.length + 1 !== confirmed.length) throw new Fault('agency/confirmed-meanwhile')
    await tx.insertInto('confirmations').values({ agency: id, steward, at }).execute()
    if (!enough) return
    await enterAgency(tx, id, at)
    if (first !== null) await enterKeys(tx, id, { number: newest.number, from: first.from })
  })
}

/** The newest that stewards have confirmed; before the first admission, those that they are to confirm. */
export function newestKeys(rows: readonly KeysRow[]): KeysRow | null {
  return rows.findLast(isEntered) ?? rows[0] ?? null
}

/** Who may ask, and who confirmed it. */
function admission(
  { id: agency, profile }: AgencyRow,
  stewards: readonly MemberId[],
  now: Instant,
): Intent {
  return {
    entry: {
      kind: 'agency.admitted',
      agency,
      profile: sha256Hex(canonicalBytes(profile)),
      type: profile.kind,
      federal: [...profile.federal],
      stewards: stewards.map((steward) => sha256Hex(utf8(steward)).slice(0, 32)),
      at: minuteOf(now),
    },
    effect: { kind: 'admit', agency, at: now },
  }
}
