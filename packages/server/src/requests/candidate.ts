import { Fault, MemberId, RequestId, RequestState, SignedRequest } from '@porchlight/core'
import type { Instant } from '@porchlight/core'
import { z } from 'zod'

import type { Db } from '../db/open.ts'
import { awaitingModeration, beginEnd, getRequest, move } from './store.ts'
import type { RequestRow } from './store.ts'

/** A version that waits for somebody's word: a first one, or one that would replace what is public. */
export interface Candidate {
  readonly id: RequestId
  /** 0 for a first version; then one for each later version that was handed in. */
  readonly draft: number
  readonly agency: string
  readonly signed: SignedRequest
  readonly state: RequestState
  readonly author: MemberId
  readonly approved_at: string | null
  /** What is public; null for a first version. */
  readonly before: SignedRequest | null
}

const Signed = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(SignedRequest)

const Row = z
  .object({
    id: RequestId,
    draft: z.number(),
    agency: z.string(),
    signed: Signed,
    state: RequestState,
    author: MemberId,
    approved_at: z.string().nullable(),
    before: Signed,
  })
  .readonly()

/** A first version, as a request's own row has it. */
function firstOf(row: RequestRow): Candidate {
  const { id, agency, signed, state, author, approved_at } = row
  return { id, draft: 0, agency, signed, state, author, approved_at, before: null }
}

/** @throws {Fault} `request/not-found` */
export async function findCandidate(
  db: Db,
  { id, draft }: Pick<Candidate, 'id' | 'draft'>,
): Promise<Candidate> {
  if (draft === 0) return firstOf(await getRequest(db, id))
  const row = await laterVersions(db)
    .where('new_versions.request', '=', id)
    .where('draft', '=', draft)
    .executeTakeFirst()
  if (row === undefined) throw new Fault('request/not-found')
  return Row.parse(row)
}

/** The last one that was handed in after the first; null where there is none. */
export async function lastLater(db: Db, id: RequestId): Promise<Candidate | null> {
  const row = await laterVersions(db)
    .where('new_versions.request', '=', id)
    .orderBy('draft', 'desc')
    .executeTakeFirst()
  return row === undefined ? null : Row.parse(row)
}

/** Waiting for a steward, oldest first. */
export async function candidatesForStewards(db: Db): Promise<readonly Candidate[]> {
  const later = await laterVersions(db)
    .where('new_versions.state', '=', 'awaiting-moderation')
    .execute()
  const first = await awaitingModeration(db)
  return [...first.map(firstOf), ...later.map((row) => Row.parse(row))].toSorted((a, b) =>
    (a.approved_at ?? '').localeCompare(b.approved_at ?? ''),
  )
}

function laterVersions(db: Db) {
  return db
    .selectFrom('new_versions')
    .innerJoin('requests', 'requests.id', 'new_versions.request')
    .select([
      'requests.id',
      'draft',
      'requests.agency',
      'new_versions.signed',
      'new_versions.state',
      'new_versions.author',
      'new_versions.approved_at',
      'requests.signed as before',
    ])
}

/**
 * Moves a candidate on, only from the state it was read in: of two at once, one finds it gone.
 *
 * @throws {Fault} `request/wrong-state`
 */
export async function moveCandidate(
  db: Db,
  { id, draft, state }: Pick<Candidate, 'id' | 'draft' | 'state'>,
  next: {
    readonly state: RequestState
    readonly approved_at?: Instant
    readonly published_at?: Instant
  },
): Promise<void> {
  if (draft === 0) {
    await move(db, { id, state }, next)
    return
  }
  if (next.state === 'published') await requireStanding(db, id)
  await changed(db, { id, draft, state }, next)
}

/** From here on it is on its way to being refused. @throws {Fault} `request/wrong-state` */
export async function beginRefusal(
  db: Db,
  candidate: Pick<Candidate, 'id' | 'draft' | 'state'>,
): Promise<void> {
  if (candidate.draft === 0) await beginEnd(db, candidate, 'refused')
  else await changed(db, candidate, { ending: 'refused' })
}

async function changed(
  db: Db,
  { id, draft, state }: Pick<Candidate, 'id' | 'draft' | 'state'>,
  next: Readonly<Record<string, string>>,
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('new_versions')
    .set(next)
    .where('request', '=', id)
    .where('draft', '=', draft)
    .where('state', '=', state)
    .where('ending', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Fault('request/wrong-state')
}

/**
 * The request is public and not on its way to its end. An update, so that whoever ends it at the same time
 * waits for this transaction, or this one for theirs.
 *
 * @throws {Fault} `request/wrong-state`
 */
export async function requireStanding(db: Db, id: RequestId): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('requests')
    .set({ state: 'published' })
    .where('id', '=', id)
    .where('state', '=', 'published')
    .where('ending', 'is', null)
    .where('log_index', 'is not', null)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Fault('request/wrong-state')
}

/** What waits goes with the request that it was a version of. */
export async function dropWaiting(db: Db, id: RequestId): Promise<void> {
  await db
    .updateTable('new_versions')
    .set({ state: 'withdrawn' })
    .where('request', '=', id)
    .where('state', 'in', ['awaiting-approval', 'awaiting-moderation'])
    .where('ending', 'is', null)
    .execute()
}
