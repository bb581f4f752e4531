import { api, canonical, Fault } from '@porchlight/core'
import type { Instant, RequestId, SignedRequest } from '@porchlight/core'
import type { Db } from '../db/open.ts'
import type { Mount } from '../http/mount.ts'
import type { AgencyMember } from '../sign-in/sessions.ts'
import { requireAuthentic } from './authentic.ts'
import { findCandidate, lastLater, moveCandidate, requireStanding } from './candidate.ts'
import { requireRules } from './check.ts'
import type { RequestParts } from './handlers.ts'
import { findOwn } from './store.ts'
import { ownView } from './view.ts'

const waiting: readonly string[] = ['awaiting-approval', 'awaiting-moderation']

/** A later version of what is public: handed in, or taken back. Its yes and no are those of a first one. */
export function mountVersions(mount: Mount, { db, now }: Pick<RequestParts, 'db' | 'now'>): void {
  mount(api.submitVersion, async ({ id, signed }, member) => {
    await db.transaction().execute(async (tx) => {
      await handIn(tx, { id, signed, member, now: now() })
    })
    return await ownView(db, await findOwn(db, member.agency, id))
  })
  mount(api.withdrawVersion, async ({ id, draft }, { agency }) => {
    const own = await findOwn(db, agency, id)
    const candidate = await findCandidate(db, { id, draft })
    if (!waiting.includes(candidate.state)) throw new Fault('request/wrong-state')
    await moveCandidate(db, candidate, { state: 'withdrawn' })
    return await ownView(db, own)
  })
}

interface HandedIn {
  readonly id: RequestId
  readonly signed: SignedRequest
  readonly member: AgencyMember
  readonly now: Instant
}

async function handIn(tx: Db, { id, signed, member, now }: HandedIn): Promise<void> {
  const row = await findOwn(tx, member.agency, id)
  if (signed.request.version === 1) throw new Fault('input/invalid')
  await requireStanding(tx, id)
  const last = await lastLater(tx, id)
  if (last !== null && waiting.includes(last.state)) throw new Fault('request/wrong-state')
  await requireAuthentic(tx, signed, { member, now })
  await requireRules(tx, signed.request, {
    now,
    stage: 'compose',
    author: member.id,
    before: row.signed,
  })
  await tx
    .insertInto('new_versions')
    .values({
      request: id,
      draft: (last?.draft ?? 0) + 1,
      signed: canonical(signed),
      state: 'awaiting-approval',
      author: member.id,
      created_at: now,
      approved_at: null,
      published_at: null,
      ending: null,
    })
    .execute()
}
