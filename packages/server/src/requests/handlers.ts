import {
  api,
  canonical,
  defaultPolicy,
  Fault,
  later,
  minuteOf,
  requestSignatureHolds,
  secondsBetween,
} from '@porchlight/core'
import type { Entry, Instant, Outcome, SignedRequest } from '@porchlight/core'

import { askingKeys } from '../agencies/keys.ts'
import type { World } from '../config.ts'
import type { Database, Db } from '../db/open.ts'
import type { Mount } from '../http/mount.ts'
import type { Outbox } from '../log/outbox.ts'
import type { AgencyMember } from '../sign-in/sessions.ts'
import { requireGoodKey, requireRules } from './check.ts'
import { approversOf, beginEnd, findOwn, getRequest, move, requestsOf } from './store.ts'
import type { RequestRow } from './store.ts'
import { ownView } from './view.ts'

/** How far an agency's clock may be off: its signed times are what the rules are about. */
const clockToleranceSeconds = 300

export interface RequestParts extends World {
  readonly db: Database
  readonly outbox: Outbox
}

/** A request between author and approver, and its end. */
export function mountRequests(mount: Mount, parts: RequestParts): void {
  const { db, now } = parts
  mount(api.ownRequests, async (_, { agency }) => {
    const rows = await requestsOf(db, agency)
    return { requests: await Promise.all(rows.map(async (row) => await ownView(db, row))) }
  })
  mount(api.submitRequest, async ({ signed, wrappedKey }, member) => {
    await db.transaction().execute(async (tx) => {
      await requireAuthentic(tx, signed, { member, now: now() })
      await requireRules(tx, signed.request, { now: now(), stage: 'compose', author: member.id })
      await insert(tx, signed, { wrappedKey, member, now: now() })
    })
    return await ownView(db, await findOwn(db, member.agency, signed.request.id))
  })
  mount(api.approveRequest, async ({ id }, member) => {
    await db.transaction().execute(async (tx) => {
      const row = await findOwn(tx, member.agency, id)
      if (row.state !== 'awaiting-approval') throw new Fault('request/wrong-state')
      if (row.author === member.id) throw new Fault('request/author-is-approver')
      await requireGoodKey(tx, row, now())
      await approve(tx, row, { approver: member.id, now: now() })
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
  })
}

/** Keeps a colleague's yes; the last one needed hands the request to the stewards. */
async function approve(
  tx: Db,
  row: RequestRow,
  { approver, now }: { readonly approver: string; readonly now: Instant },
): Promise<void> {
  const { request } = row.signed
  await requireRules(tx, request, { now, stage: 'approval', row, approver })
  await tx
    .insertInto('approvals')
    .values({ request: row.id, member: approver, at: now })
    .onConflict((conflict) => conflict.columns(['request', 'member']).doNothing())
    .execute()
  const { length } = await approversOf(tx, row.id)
  if (length < (request.class === 'extended' ? defaultPolicy.extendedApprovers : 1)) return
  await move(tx, row, { state: 'awaiting-moderation', approved_at: now })
}

const unpublished: readonly string[] = ['awaiting-approval', 'awaiting-moderation']

/** The request is this agency's own words, signed with its key, at about this time. */
async function requireAuthentic(
  db: Db,
  signed: SignedRequest,
  { member, now }: { readonly member: AgencyMember; readonly now: Instant },
): Promise<void> {
  const keys = await askingKeys(db, member.agency, now)
  const { request, signature } = signed
  // versions of a request that is public already are not there yet
  if (request.version !== 1) throw new Fault('input/invalid')
  if (request.agency !== member.agency || signature.key !== keys.signing) {
    throw new Fault('request/bad-signature')
  }
  if (!requestSignatureHolds(signed)) throw new Fault('request/bad-signature')
  if (Math.abs(secondsBetween(request.signedAt, now)) > clockToleranceSeconds) {
    throw new Fault('clock/off')
  }
}

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
  const { numUpdatedRows } = await db
    .updateTable('requests')
    .set({ state: 'lapsed' })
    .where('state', '=', 'awaiting-moderation')
    .where('ending', 'is', null)
    .where('approved_at', '<=', later(now, -unreviewedSeconds))
    .executeTakeFirst()
  return Number(numUpdatedRows)
}
