import { canonical } from '@porchlight/core'
import type { Instant, RequestId } from '@porchlight/core'

import type { Db } from '../db/open.ts'

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
