import {
  api,
  areaSquareMetres,
  dayOf,
  defaultPolicy,
  Fault,
  isRuleId,
  later,
  requestDigest,
  requestEntry,
} from '@porchlight/core'
import type { Entry, Instant, QueuedRequest, RequestId } from '@porchlight/core'

import { findAgency } from '../agencies/store.ts'
import type { World } from '../config.ts'
import type { Database, Db } from '../db/open.ts'
import type { Mount } from '../http/mount.ts'
import type { Effect } from '../log/effect.ts'
import type { Outbox } from '../log/outbox.ts'
import {
  beginRefusal,
  candidatesForStewards,
  findCandidate,
  moveCandidate,
} from '../requests/candidate.ts'
import type { Candidate } from '../requests/candidate.ts'
import { asked, findingsOf, requireGoodKey, requireRules } from '../requests/check.ts'
import { keepDecision, moderatorsOf } from './store.ts'

export interface ModerationParts extends World {
  readonly db: Database
  readonly outbox: Outbox
}

/** The steward's desk: what waits, yes and no. */
export function mountModeration(mount: Mount, parts: ModerationParts): void {
  const { db, now } = parts
  mount(api.queue, async (_, { id }) => {
    const rows = await candidatesForStewards(db)
    const seen = { now: now(), steward: id }
    return { queue: await Promise.all(rows.map(async (row) => await view(db, row, seen))) }
  })
  mount(api.publish, async ({ id, draft }, { id: steward }) => {
    const row = await findCandidate(db, { id, draft })
    if (row.state !== 'awaiting-moderation') throw new Fault('request/wrong-state')
    if (row.signed.request.expiresAt <= now()) throw new Fault('request/expired')
    await requireGoodKey(db, row, now())
    return { published: await publish(parts, row, steward) }
  })
  mount(api.refuse, async ({ id, draft, rules }, { id: steward }) => {
    if (!rules.every(isRuleId)) throw new Fault('input/invalid')
    const row = await findCandidate(db, { id, draft })
    if (row.state !== 'awaiting-moderation') throw new Fault('request/wrong-state')
    await refuse(parts, row, { steward, rules })
    return {}
  })
}

/** @returns whether it is public now; false where a second steward is still needed */
async function publish(
  { db, now, outbox }: ModerationParts,
  row: Candidate,
  steward: string,
): Promise<boolean> {
  const at = now()
  const { request } = row.signed
  const yes = new Set([...(await moderatorsOf(db, row)), steward])
  const decision = { ...of(row), steward, decision: 'approved', rules: [], at } as const
  if (yes.size < moderatorsNeeded(row)) {
    await requireRules(db, request, {
      now: at,
      stage: 'moderation',
      ...asked(row),
      moderator: steward,
    })
    await keepDecision(db, decision)
    return false
  }
  await requireRules(db, request, { now: at, stage: 'publish', ...asked(row), moderator: steward })
  await outbox.enter(
    [{ entry: requestEntry(row.signed, at), effect: effectOf(row) }],
    async (tx) => {
      // a suspension that is queued before comes before in the log
      await requireGoodKey(tx, row, at)
      await moveCandidate(tx, row, { state: 'published', published_at: at })
      await keepDecision(tx, decision)
    },
  )
  return true
}

/** The text stays between agency and stewards; what everybody may know is an entry of the log. */
async function refuse(
  { now, outbox }: ModerationParts,
  row: Candidate,
  { steward, rules }: { readonly steward: string; readonly rules: readonly string[] },
): Promise<void> {
  const at = now()
  const { request } = row.signed
  const entry: Entry = {
    kind: 'request.refused',
    agency: row.agency,
    rules: [...new Set(rules)],
    areaClass: Math.max(0, Math.ceil(Math.log2(Math.max(1, areaSquareMetres(request.area))))),
    digest: requestDigest(row.signed),
    day: dayOf(at),
  }
  const effect: Effect =
    row.draft === 0
      ? { kind: 'end', request: row.id, state: 'refused', outcome: null, at }
      : { kind: 'refuse-draft', ...of(row) }
  await outbox.enter([{ entry, effect }], async (tx) => {
    await beginRefusal(tx, row)
    await keepDecision(tx, { ...of(row), steward, decision: 'refused', rules, at })
  })
}

function of({ id, draft }: Candidate): { readonly request: RequestId; readonly draft: number } {
  return { request: id, draft }
}

function effectOf(row: Candidate): Effect {
  if (row.draft === 0) return { kind: 'publish', request: row.id }
  return { kind: 'version', ...of(row), version: row.signed.request.version }
}

function moderatorsNeeded({ signed }: Candidate): number {
  const { extendedModerators, moderators } = defaultPolicy
  return signed.request.class === 'extended' ? extendedModerators : moderators
}

async function view(
  db: Db,
  row: Candidate,
  { now, steward }: { readonly now: Instant; readonly steward: string },
): Promise<QueuedRequest> {
  const { profile } = await findAgency(db, row.agency)
  const approvedAt = row.approved_at ?? now
  const moderators = await moderatorsOf(db, row)
  return {
    signed: row.signed,
    draft: row.draft,
    before: row.before,
    agency: profile,
    approvedAt,
    lapsesAt: later(approvedAt, defaultPolicy.moderationLapseSeconds),
    findings: [
      ...(await findingsOf(db, row.signed.request, { now, stage: 'moderation', ...asked(row) })),
    ],
    approvals: moderators.length,
    approvalsNeeded: moderatorsNeeded(row),
    approvedByYou: moderators.includes(steward),
  }
}
