import { Fault, minuteOf } from '@porchlight/core'
import type { AgencyId } from '@porchlight/core'

import type { ConfirmParts } from './key-change.ts'
import { beginSuspension, findAgency } from './store.ts'

/**
 * Stops an agency at once, also while the log cannot be written: what is stopped hurts nobody. One
 * steward is enough, and it takes all that are needed to admit it again.
 *
 * @throws {Fault} `agency/not-admitted`, `agency/suspended`, `log/unavailable`
 */
export async function suspend(
  { db, now, outbox }: Pick<ConfirmParts, 'db' | 'now' | 'outbox'>,
  id: AgencyId,
): Promise<void> {
  const at = now()
  const { admitted_at } = await findAgency(db, id)
  if (admitted_at === null) throw new Fault('agency/not-admitted')
  const entry = { kind: 'agency.suspended', agency: id, at: minuteOf(at) } as const
  await outbox.enter([{ entry, effect: { kind: 'suspend', agency: id } }], async (tx) => {
    await beginSuspension(tx, id, at)
  })
}
