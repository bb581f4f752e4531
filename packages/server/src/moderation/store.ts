import { AgencyId, canonical } from '@porchlight/core'
import type { Instant, RequestId } from '@porchlight/core'

import type { Db } from '../db/open.ts'
import { rulesOf } from '../requests/view.ts'

/** Stewards who said yes to it so far. */
export async function moderatorsOf(
  db: Db,
  { id, draft }: { readonly id: RequestId; readonly draft: number },
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('moderations')
    .where('request', '=', id)
    .where('draft', '=', draft)
    .where('decision', '=', 'approved')
    .select('steward')
    .execute()
  return rows.map(({ steward }) => steward)
}

export interface Decision {
  readonly request: RequestId
  readonly draft: number
  readonly steward: string
  readonly decision: 'approved' | 'refused'
  readonly rules: readonly string[]
  readonly at: Instant
}

/** A steward's word; a second one of the same steward changes nothing. */
export async function keepDecision(db: Db, { rules, ...decision }: Decision): Promise<void> {
  await db
    .insertInto('moderations')
    .values({ ...decision, rules: canonical(rules) })
    .onConflict((conflict) => conflict.columns(['request', 'draft', 'steward']).doNothing())
    .execute()
}

export interface RefusalCount {
  readonly rule: string
  readonly agency: AgencyId
  readonly count: number
}

/** Refusals by agency and rule: public, the refused text never is. */
export async function refusalCounts(db: Db): Promise<RefusalCount[]> {
  const rows = await db
    .selectFrom('moderations')
    .innerJoin('requests', 'requests.id', 'moderations.request')
    .where('decision', '=', 'refused')
    .select(['requests.agency', 'moderations.rules'])
    .execute()
  const counts = new Map<string, RefusalCount>()
  for (const { agency, rules } of rows) {
    for (const rule of rulesOf(rules)) {
      const key = `${agency} ${rule}`
      const count = (counts.get(key)?.count ?? 0) + 1
      counts.set(key, { rule, agency: AgencyId.parse(agency), count })
    }
  }
  return [...counts.values()].toSorted((a, b) => b.count - a.count)
}
