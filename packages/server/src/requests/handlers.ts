import { api, canonical, defaultPolicy, Fault, later, minuteOf } from '@porchlight/core'
import type { Entry, Instant, Outcome, SignedRequest } from '@porchlight/core'

import type { World } from '../config.ts'
import type { Database, Db } from '../db/open.ts'
import type { Mount } from '../http/mount.ts'
import type { Outbox } from '../log/outbox.ts'
import type { AgencyMember } from '../sign-in/sessions.ts'
import { requireAuthentic } from './authentic.ts'
import { dropWaiting, findCandidate, moveCandidate } from './candidate.ts'
import type { Candidate } from './candidate.ts'
import { asked, requireGoodKey, requireRules } from './check.ts'
import { approversOf, beginEnd, findOwn, getRequest, move, requestsOf } from './store.ts'
import type { RequestRow } from './store.ts'
import { mountVersions } from './versions.ts'
import { ownView } from './view.ts'

export interface RequestParts extends World {
  readonly db: Database
  readonly outbox: Outbox
}

/** A request between author and approver, and its end. */
export function mountRequests(mount: Mount, parts: RequestParts): void {
  const { db, now } = parts
  mountVersions(mount, parts)
  mount(api.ownRequests, async (_, { agency }) => {
    const rows = await requestsOf(db, agency)
    return { requests: await Promise.all(rows.map(async (row) => await ownView(db, row))) }
  })
  mount(api.submitRequest, async ({ signed, wrappedKey }, member) => {
    // a later version is handed in as one of the request that it is of
    if (signed.request.version !== 1) throw new Fault('input/invalid')
    await db.transaction().execute(async (tx) => {
      await requireAuthentic(tx, signed, { member, now: now() })
      await requireRules(tx, signed.request, { now: now(), stage: 'compose', author: member.id })
      await insert(tx, signed, { wrappedKey, member, now: now() })
    })
    return await ownView(db, await findOwn(db, member.agency, signed.request.id))
  })
  mount(api.approveRequest, async ({ id, draft }, member) => {
    await db.transaction().execute(async (tx) => {
      await findOwn(tx, member.agency, id)
      const candidate = await findCandidate(tx, { id, draft })
      if (candidate.state !== 'awaiting-approval') throw new Fault('request/wrong-state')
      if (candidate.author === member.id) throw new Fault('request/author-is-approver')
      await requireGoodKey(tx, candidate, now())
      await approve(tx, candidate, { approver: member.id, now: now() })
    })
    return await ownView(db, await findOwn(db, member.agency, id))
  })
  mount(api.withdrawRequest, async ({ id }, { agency }) => {
    const row = await findOwn(db, agency, id)
    if (row.state === 'published') await endPublic(parts, row, { state: 'withdrawn' })
    else if (unpublished.includes(row.state)) await move(db, row, { state: 'withdrawn' })
    else throw new Fault('request/wrong-state')
    return await ownView(db, await findOwn(db, agency, id))
  })
  mount(api.closeRequest, async ({ id, outcome }, { agency }) => {
    const row = await findOwn(db, agency, id)
    if (row.state !== 'published') throw new Fault('request/wrong-state')
    await endPublic(parts, row, { state: 'closed', outcome })
    return await ownView(db, await getRequest(db, id))
  })
}

type PublicEnd =
  | { readonly state: 'withdrawn' }
  | { readonly state: 'closed'; readonly outcome: Outcome }

/** The end of a request that everybody has seen is an entry of the log; it ends when the log has it. */
async function endPublic({ now, outbox }: RequestParts, row: RequestRow, end: PublicEnd) {
  const { id: request } = row
  const ended = now()
  const at = minuteOf(ended)
  const entry: Entry =
    end.state === 'closed'
      ? { kind: 'request.closed', request, outcome: end.outcome, at }
      : { kind: 'request.withdrawn', request, at }
  const outcome = end.state === 'closed' ? end.outcome : 'withdrawn'
  const effect = { kind: 'end', request, state: end.state, outcome, at: ended } as const
  await outbox.enter([{ entry, effect }], async (tx) => {
    await beginEnd(tx, row, end.state)
    await dropWaiting(tx, request)
  })
}

/** Keeps a colleague's yes; the last one needed hands the request to the stewards. */
async function approve(
  tx: Db,
  candidate: Candidate,
  { approver, now }: { readonly approver: string; readonly now: Instant },
): Promise<void> {
  const { id, draft, signed } = candidate
  const { request } = signed
  await requireRules(tx, request, { now, stage: 'approval', ...asked(candidate), approver })
  await tx
    .insertInto('approvals')
    .values({ request: id, draft, member: approver, at: now })
    .onConflict((conflict) => conflict.columns(['request', 'draft', 'member']).doNothing())
    .execute()
  const { length } = await approversOf(tx, candidate)
  if (length < (request.class === 'extended' ? defaultPolicy.extendedApprovers : 1)) return
  await moveCandidate(tx, candidate, { state: 'awaiting-moderation', approved_at: now })
}

const unpublished: readonly string[] = ['awaiting-approval', 'awaiting-moderation']

async function insert(
  db: Db,
  signed: SignedRequest,
  { wrappedKey, member, now }: { wrappedKey: string; member: AgencyMember; now: Instant },
): Promise<void> {
  const { id, caseNumber, expiresAt } = signed.request
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('requests')
    .values({
      id,
      agency: member.agency,
      case_number: caseNumber,
      signed: canonical(signed),
      wrapped_key: wrappedKey,
      state: 'awaiting-approval',
      author: member.id,
      created_at: now,
      approved_at: null,
      published_at: null,
      expires_at: expiresAt,
      outcome: null,
      log_index: null,
      ending: null,
      ended_at: null,
      overdue: 0,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows !== 1n) throw new Fault('request/exists')
}

/** Unreviewed requests lapse, so that no steward's silence becomes a yes. */
export async function lapse(db: Db, now: Instant, unreviewedSeconds: number): Promise<number> {
  const unreviewedSince = later(now, -unreviewedSeconds)
  const { numUpdatedRows } = await db
    .updateTable('requests')
    .set({ state: 'lapsed' })
    .where('state', '=', 'awaiting-moderation')
    .where('ending', 'is', null)
    .where('approved_at', '<=', unreviewedSince)
    .executeTakeFirst()
  const { numUpdatedRows: versions } = await db
    .updateTable('new_versions')
    .set({ state: 'lapsed' })
    .where('state', '=', 'awaiting-moderation')
    .where('ending', 'is', null)
    .where('approved_at', '<=', unreviewedSince)
    .executeTakeFirst()
  return Number(numUpdatedRows + versions)
}
