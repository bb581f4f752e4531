import type { LoggedEntry, PublicPartner } from '@porchlight/core'

import type { Database } from '../db/open.ts'
import type { Prove } from '../log/proofs.ts'
import { allPartners, keysOf } from './store.ts'
import type { PartnerRow } from './store.ts'

/** Every partner whose announcement the log holds, the first one first. */
export async function publicPartners(
  db: Database,
  prove: Prove,
): Promise<readonly PublicPartner[]> {
  const rows = await allPartners(db)
  const views = rows.map(async (row) => await publicView(db, row, prove))
  return (await Promise.all(views)).filter((view) => view !== null)
}

async function publicView(
  db: Database,
  { id, profile, status, ...indexes }: PartnerRow,
  prove: Prove,
): Promise<PublicPartner | null> {
  if (status === 'entered' || indexes.announced_index === null) return null
  const logged = (await keysOf(db, id)).filter((key) => key.log_index !== null)
  return {
    profile,
    status,
    keys: await Promise.all(
      logged.map(async ({ recipient, log_index }) => {
        return { recipient, entry: await entryAt(log_index ?? 0, prove) }
      }),
    ),
    announcement: await entryAt(indexes.announced_index, prove),
    activation: await maybe(indexes.activated_index, prove),
    ending: await maybe(indexes.ended_index, prove),
  }
}

async function maybe(index: number | null, prove: Prove): Promise<LoggedEntry | null> {
  return index === null ? null : await entryAt(index, prove)
}

async function entryAt(index: number, prove: Prove): Promise<LoggedEntry> {
  return { ...(await prove.entryAt(index)), index }
}
