import { Fault, MemberId, Outcome, RequestId, RequestState, SignedRequest } from '@porchlight/core'
import type { Instant } from '@porchlight/core'
import { z } from 'zod'

import type { Db } from '../db/open.ts'

const Row = z.object({
  id: RequestId,
  agency: z.string(),
  signed: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(SignedRequest),
  wrapped_key: z.string(),
  state: RequestState,
  author: MemberId,
  created_at: z.string(),
  approved_at: z.string().nullable(),
  published_at: z.string().nullable(),
  expires_at: z.string(),
  outcome: Outcome.nullable(),
  log_index: z.number().nullable(),
  /** The state that it moves to when the log says so. */
  ending: RequestState.nullable(),
  ended_at: z.string().nullable(),
})
export type RequestRow = z.infer<typeof Row>

const columns = [
  'id',
  'agency',
  'signed',
  'wrapped_key',
  'state',
  'author',
  'created_at',
  'approved_at',
  'published_at',
  'expires_at',
  'outcome',
  'log_index',
  'ending',
  'ended_at',
] as const

/** States that the public sees; the others are between agency and stewards. */
const publicStates = ['published', 'closed', 'withdrawn'] as const

/** Null where there is none. */
export async function findRequest(db: Db, id: RequestId): Promise<RequestRow | null> {
  const row = await db
    .selectFrom('requests')
    .where('id', '=', id)
    .select(columns)
    .executeTakeFirst()
  return row === undefined ? null : Row.parse(row)
}

/** @throws {Fault} `request/not-found` */
export async function getRequest(db: Db, id: RequestId): Promise<RequestRow> {
  const row = await findRequest(db, id)
  if (row === null) throw new Fault('request/not-found')
  return row
}

/** A request of this agency. @throws {Fault} `request/not-found`, also where it is another's */
export async function findOwn(db: Db, agency: string, id: RequestId): Promise<RequestRow> {
  const row = await getRequest(db, id)
  if (row.agency !== agency) throw new Fault('request/not-found')
  return row
}

/** A request that can be answered now. @throws {Fault} `request/not-found`, `request/not-live`, `request/expired` */
export async function findLive(db: Db, id: RequestId, now: Instant): Promise<RequestRow> {
  const row = await getRequest(db, id)
  if (!isPublic(row)) throw new Fault('request/not-found')
  if (row.state !== 'published' || row.ending !== null) throw new Fault('request/not-live')
  if (await isSuspended(db, row.agency)) throw new Fault('request/not-live')
  if (row.expires_at <= now) throw new Fault('request/expired')
  return row
}

export async function isSuspended(db: Db, agency: string): Promise<boolean> {
  const row = await db
    .selectFrom('agencies')
    .where('id', '=', agency)
    .where('suspended_at', 'is not', null)
    .select('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Whether its entry is in the published log: before that nobody outside sees it, whatever its state. */
export function isPublic({ state, log_index }: RequestRow): boolean {
  return log_index !== null && publicStates.some((known) => known === state)
}

export async function requestsOf(db: Db, agency: string): Promise<readonly RequestRow[]> {
  const rows = await db
    .selectFrom('requests')
    .where('agency', '=', agency)
    .orderBy('created_at', 'desc')
    .select(columns)
    .execute()
  return rows.map((row) => Row.parse(row))
}

/** Newest first. */
export async function publicRequests(db: Db): Promise<readonly RequestRow[]> {
  const rows = await db
    .selectFrom('requests')
    .where('state', 'in', publicStates)
    .where('log_index', 'is not', null)
    .orderBy('log_index', 'desc')
    .select(columns)
    .execute()
  return rows.map((row) => Row.parse(row))
}

/** Those of one case, of one agency, that were or may become public: what the per-case limit counts. */
export async function sameCase(
  db: Db,
  agency: string,
  caseNumber: string,
): Promise<readonly RequestRow[]> {
  const rows = await db
    .selectFrom('requests')
    .where('agency', '=', agency)
    .where('case_number', '=', caseNumber)
    .where('state', 'not in', ['refused', 'lapsed'])
    .select(columns)
    .execute()
  return rows.map((row) => Row.parse(row))
}

/** Colleagues who approved it so far. */
export async function approversOf(
  db: Db,
  { id, draft }: { readonly id: RequestId; readonly draft: number },
): Promise<readonly MemberId[]> {
  const rows = await db
    .selectFrom('approvals')
    .where('request', '=', id)
    .where('draft', '=', draft)
    .select('member')
    .execute()
  return rows.map(({ member }) => MemberId.parse(member))
}

/** Waiting for a steward, oldest first. */
export async function awaitingModeration(db: Db): Promise<readonly RequestRow[]> {
  const rows = await db
    .selectFrom('requests')
    .where('state', '=', 'awaiting-moderation')
    .orderBy('approved_at')
    .select(columns)
    .execute()
  return rows.map((row) => Row.parse(row))
}

/**
 * Moves a request on, only from the state it was read in: of two at once, one finds it gone.
 *
 * @throws {Fault} `request/wrong-state`
 */
export async function move(
  db: Db,
  { id, state }: Pick<RequestRow, 'id' | 'state'>,
  next: {
    readonly state?: RequestState
    readonly approved_at?: Instant
    readonly published_at?: Instant
    readonly outcome?: Outcome
  },
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('requests')
    .set(next)
    .where('id', '=', id)
    .where('state', '=', state)
    .where('ending', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Fault('request/wrong-state')
}

/**
 * From here on the request is on its way to its end, and nobody answers or ends it any more.
 *
 * @throws {Fault} `request/wrong-state`, also where its publication is not in the log yet
 */
export async function beginEnd(
  db: Db,
  { id, state }: Pick<RequestRow, 'id' | 'state'>,
  ending: RequestState,
): Promise<void> {
  let query = db
    .updateTable('requests')
    .set({ ending })
    .where('id', '=', id)
    .where('state', '=', state)
    .where('ending', 'is', null)
  if (state === 'published') query = query.where('log_index', 'is not', null)
  const { numUpdatedRows } = await query.executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Fault('request/wrong-state')
}
