import type { OwnRequest, PublicRequest } from '@porchlight/core'

import { findAgency } from '../agencies/store.ts'
import type { Db } from '../db/open.ts'
import type { Prove } from '../log/proofs.ts'
import { findMember } from '../sign-in/sessions.ts'
import { sealedCounts } from '../submissions/store.ts'
import type { RequestRow } from './store.ts'

/** A request as the public sees it. */
export async function publicView(
  db: Db,
  row: RequestRow,
  { prove, submissions }: { readonly prove: Prove; readonly submissions: number },
): Promise<PublicRequest> {
  const { signed, state, published_at, outcome, log_index } = row
  if (published_at === null || log_index === null) throw new Error('Not a public request')
  const { profile, suspension_index } = await findAgency(db, row.agency)
  const proof = await prove.proofOf(log_index)
  const agencyName = profile.name
  return {
    signed,
    agencyName,
    state,
    publishedAt: published_at,
    outcome,
    suspended: suspension_index !== null,
    submissions,
    proof,
  }
}

/** A request as its own agency sees it. */
export async function ownView(db: Db, row: RequestRow): Promise<OwnRequest> {
  const author = await findMember(db, row.author)
  const refused = await db
    .selectFrom('moderations')
    .where('request', '=', row.id)
    .where('decision', '=', 'refused')
    .select('rules')
    .executeTakeFirst()
  return {
    signed: row.signed,
    state: row.state,
    author: row.author,
    authorName: author?.name ?? '',
    createdAt: row.created_at,
    publishedAt: row.published_at,
    outcome: row.outcome,
    refusedFor: rulesOf(refused?.rules ?? '[]'),
    wrappedKey: row.wrapped_key,
    submissions: (await sealedCounts(db)).get(row.id) ?? 0,
  }
}

export function rulesOf(text: string): string[] {
  const value: unknown = JSON.parse(text)
  return Array.isArray(value) ? value.map(String) : []
}
