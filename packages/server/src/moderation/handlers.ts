import {
  api,
  areaSquareMetres,
  dayOf,
  defaultPolicy,
  Fault,
  isRuleId,
  later,
  minuteOf,
  recipientId,
  requestDigest,
} from '@porchlight/core'
import type { Entry, Instant, QueuedRequest } from '@porchlight/core'

import { findAgency } from '../agencies/store.ts'
import type { World } from '../config.ts'
import type { Database, Db } from '../db/open.ts'
import type { Mount } from '../http/mount.ts'
import type { Outbox } from '../log/outbox.ts'
import { findingsOf, requireGoodKey, requireRules } from '../requests/check.ts'
import { awaitingModeration, beginEnd, getRequest, move } from '../requests/store.ts'
import type { RequestRow } from '../requests/store.ts'
import { keepDecision, moderatorsOf, refusalCounts } from './store.ts'

export interface ModerationParts extends World {
  readonly db: Database
  readonly outbox: Outbox
}

/** The steward's desk: what waits, yes and no. */
export function mountModeration(mount: Mount, parts: ModerationParts): void {
  const { db, now } = parts
  mount(api.queue, async (_, { id }) => {
    const rows = await awaitingModeration(db)
    const asked = { now: now(), steward: id }
    return { queue: await Promise.all(rows.map(async (row) => await view(db, row, asked))) }
  })
  mount(api.publish, async ({ id }, { id: steward }) => {
    const row = await getRequest(db, id)
    if (row.state !== 'awaiting-moderation') throw new Fault('request/wrong-state')
    if (row.expires_at <= now()) throw new Fault('request/expired')
    await requireGoodKey(db, row, now())
    return { published: await publish(parts, row, steward) }
  })
  mount(api.refuse, async ({ id, rules }, { id: steward }) => {
    if (!rules.every(isRuleId)) throw new Fault('input/invalid')
    const row = await getRequest(db, id)
    if (row.state !== 'awaiting-moderation') throw new Fault('request/wrong-state')
    await refuse(parts, row, { steward, rules })
    return {}
  })
  mount(api.refusals, async () => ({ refusals: await refusalCounts(db) }))
}

/** @returns whether it is public now; false where a second steward is still needed */
async function publish(
  { db, now, outbox }: ModerationParts,
  row: RequestRow,
  steward: string,
): Promise<boolean> {
  const at = now()
  const { request } = row.signed
  const yes = new Set([...(await moderatorsOf(db, row.id)), steward])
  const decision = { request: row.id, steward, decision: 'approved', rules: [], at } as const
  if (yes.size < moderatorsNeeded(row)) {
    await requireRules(db, request, { now: at, stage: 'moderation', row, moderator: steward })
    await keepDecision(db, decision)
    return false
  }
  await requireRules(db, request, { now: at, stage: 'publish', row, moderator: steward })
  await outbox.enter(
    [{ entry: entryOf(row, at), effect: { kind: 'publish', request: row.id } }],
    async (tx) => {
      // a suspension that is queued before comes before in the log
      await requireGoodKey(tx, row, at)
      await move(tx, row, { state: 'published', published_at: at })
      await keepDecision(tx, decision)
    },
  )
  return true
}

/** The text stays between agency and stewards; what everybody may know is an entry of the log. */
async function refuse(
  { now, outbox }: ModerationParts,
  row: RequestRow,
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
  const effect = { kind: 'end', request: row.id, state: 'refused', outcome: null, at } as const
  await outbox.enter([{ entry, effect }], async (tx) => {
    await beginEnd(tx, row, 'refused')
    await keepDecision(tx, { request: row.id, steward, decision: 'refused', rules, at })
  })
}

/** The time is the minute of approval, so that the entry is the same however often a crash repeats it. */
function entryOf({ signed, agency }: RequestRow, at: Instant): Entry {
  const { request, signature } = signed
  return {
    kind: 'request.published',
    request: request.id,
    version: request.version,
    agency,
    agencyKey: signature.key,
    digest: requestDigest(signed),
    recipient: recipientId(request.recipient),
    offence: request.offence,
    class: request.class,
    at: minuteOf(at),
  }
}

function moderatorsNeeded({ signed }: RequestRow): number {
  const { extendedModerators, moderators } = defaultPolicy
  return signed.request.class === 'extended' ? extendedModerators : moderators
}

async function view(
  db: Db,
  row: RequestRow,
  { now, steward }: { readonly now: Instant; readonly steward: string },
): Promise<QueuedRequest> {
  const { profile } = await findAgency(db, row.agency)
  const approvedAt = row.approved_at ?? now
  const moderators = await moderatorsOf(db, row.id)
  return {
    signed: row.signed,
    agency: profile,
    approvedAt,
    lapsesAt: later(approvedAt, defaultPolicy.moderationLapseSeconds),
    findings: [...(await findingsOf(db, row.signed.request, { now, stage: 'moderation', row }))],
    approvals: moderators.length,
    approvalsNeeded: moderatorsNeeded(row),
    approvedByYou: moderators.includes(steward),
  }
}
