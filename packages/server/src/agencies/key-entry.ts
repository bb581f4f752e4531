import { earliestFrom, minuteOf, recipientId } from '@porchlight/core'
import type { AgencyId, Instant } from '@porchlight/core'

import type { Intent } from '../log/outbox.ts'
import { isEntered } from './keys.ts'
import type { KeysRow } from './keys.ts'

/** The entry of an agency's keys; good at once where they are the first, else after the cool-off. */
export function keyIntent(
  agency: AgencyId,
  { number, keys }: KeysRow,
  { rows, now }: { readonly rows: readonly KeysRow[]; readonly now: Instant },
): { readonly intent: Intent; readonly from: Instant } {
  const at = minuteOf(now)
  const before = rows.filter(isEntered).map((row) => ({ key: row.number, from: row.good_from }))
  const from = earliestFrom(before, at)
  return {
    from,
    intent: {
      entry: {
        kind: 'agency.key',
        agency,
        signing: keys.signing,
        vault: recipientId(keys.vault),
        from,
        at,
      },
      effect: { kind: 'key', agency, number },
    },
  }
}
