import type { NextVersion, OwnRequest, PublicRequest, RequestId } from '@porchlight/core'

import type { AgencyRow } from '../agencies/store.ts'
import type { Db } from '../db/open.ts'
import type { LogReading } from '../log/browse.ts'
import type { Prove } from '../log/proofs.ts'
import { answersTo, logPath } from '../pages/log-page-paths.ts'
import { findMember } from '../sign-in/sessions.ts'
import { sealedCounts } from '../submissions/store.ts'
import { lastLater } from './candidate.ts'
import type { RequestRow } from './store.ts'
import { earlierVersions } from './earlier.ts'
import type { Earlier } from './earlier.ts'

/** What the public is told of a request besides its own row. */
export interface PublicContext {
  readonly prove: Prove
  /** Counts in the log. */
  readonly reading: Pick<LogReading, 'count'>
  readonly agency: AgencyRow
  readonly earlier: readonly Earlier[]
}

/** A request as the public sees it. */
export async function publicView(
  row: RequestRow,
  { prove, reading, agency, earlier }: PublicContext,
): Promise<PublicRequest> {
  const { signed, state, published_at, outcome, log_index } = row
  if (published_at === null || log_index === null) throw new Error('Not a public request')
  const proof = await prove.proofOf(log_index)
  const versions = earlier.map(async (each) => ({
    signed: each.signed,
    publishedAt: each.published_at,
    proof: await prove.proofOf(each.log_index),
  }))
  const answers = answersTo(row.id)
  return {
    signed,
    agencyName: agency.profile.name,
    state,
    publishedAt: published_at,
    outcome,
    suspended: agency.suspension_index !== null,
    submissions: reading.count(answers),
    entries: logPath(answers),
    proof,
    earlier: await Promise.all(versions),
  }
}

/** A request as its own agency sees it. */
export async function ownView(db: Db, row: RequestRow): Promise<OwnRequest> {
  const author = await findMember(db, row.author)
  return {
    signed: row.signed,
    state: row.state,
    author: row.author,
    authorName: author?.name ?? '',
    createdAt: row.created_at,
    publishedAt: row.published_at,
    outcome: row.outcome,
    refusedFor: await refusedFor(db, { id: row.id, draft: 0 }),
    wrappedKey: row.wrapped_key,
    submissions: (await sealedCounts(db)).get(row.id) ?? 0,
    earlier: (await earlierVersions(db, row.id)).map(({ signed }) => signed),
    next: await nextView(db, row.id),
  }
}

/** Null where the last one that was handed in is public, or none was. */
async function nextView(db: Db, id: RequestId): Promise<NextVersion | null> {
  const next = await lastLater(db, id)
  if (next === null || next.state === 'published') return null
  const { signed, draft, state, author } = next
  const authorName = (await findMember(db, author))?.name ?? ''
  return { signed, draft, state, author, authorName, refusedFor: await refusedFor(db, next) }
}

async function refusedFor(
  db: Db,
  { id, draft }: { readonly id: RequestId; readonly draft: number },
): Promise<string[]> {
  const refused = await db
    .selectFrom('moderations')
    .where('request', '=', id)
    .where('draft', '=', draft)
    .where('decision', '=', 'refused')
    .select('rules')
    .executeTakeFirst()
  return rulesOf(refused?.rules ?? '[]')
}

function rulesOf(text: string): string[] {
  const value: unknown = JSON.parse(text)
  return Array.isArray(value) ? value.map(String) : []
}
