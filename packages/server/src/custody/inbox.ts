import { api, Fault, keptUntil, useOf } from '@porchlight/core'
import type { InboxSubmission, Instant, SubmissionId } from '@porchlight/core'

import { allKeys, goodKeys } from '../agencies/keys.ts'
import type { World } from '../config.ts'
import type { Database, Db } from '../db/open.ts'
import type { Mount } from '../http/mount.ts'
import type { Outbox } from '../log/outbox.ts'
import type { Objects } from '../objects/directory.ts'
import { findOwn, getRequest } from '../requests/store.ts'
import { nextRelease } from '../submissions/release.ts'
import { filesOf, findSubmission, sealedOf } from '../submissions/store.ts'
import type { Submission } from '../submissions/store.ts'
import { threadOf } from '../threads/store.ts'
import { deleteDestroyed } from './destroy.ts'
import { record } from './record.ts'
import { eventsOf } from './store.ts'

export interface InboxParts extends World {
  readonly db: Database
  readonly outbox: Outbox
  readonly objects: Objects
  readonly releaseMinutes: number
}

/** What the addressee sees and records: ciphertext, sizes, custody. */
export function mountInbox(mount: Mount, parts: InboxParts): void {
  const { db, now, outbox, objects, releaseMinutes } = parts
  mount(api.inbox, async ({ id }, { agency }) => {
    await findOwn(db, agency, id)
    const sealed = await sealedOf(db, id)
    const released = sealed.filter((submission) => isReleased(submission, now()))
    const submissions = await Promise.all(released.map(async (one) => await inboxView(db, one)))
    const waiting = sealed.length - released.length
    return { submissions, waiting, nextRelease: nextRelease(now(), releaseMinutes) }
  })
  mount(api.recordCustody, async ({ id, events }, member) => {
    const submission = await findReleased(db, { id, agency: member.agency, now: now() })
    const good = goodKeys(await allKeys(db, member.agency), now())
    if (good === null) throw new Fault('agency/no-keys')
    if (submission.state === 'destroyed') throw new Fault('submission/destroyed')
    await record(outbox, { submission, member, key: good.keys.signing, events, now: now() })
    await deleteDestroyed(db, objects)
    return await inboxView(db, await findSubmission(db, id))
  })
  mount(api.keepNotes, async ({ id, notes }, { agency }) => {
    await findReleased(db, { id, agency, now: now() })
    await db.updateTable('submissions').set({ notes }).where('id', '=', id).execute()
    return await inboxView(db, await findSubmission(db, id))
  })
}

export type Released = Submission & { readonly log_index: number }

/**
 * A submission that is this agency's and past its release boundary.
 *
 * @throws {Fault} `submission/not-found`, also for another agency's; `submission/not-released`
 */
export async function findReleased(
  db: Db,
  {
    id,
    agency,
    now,
  }: { readonly id: SubmissionId; readonly agency: string; readonly now: Instant },
): Promise<Released> {
  const submission = await findSubmission(db, id)
  await findOwn(db, agency, submission.request).catch((cause: unknown) => {
    if (cause instanceof Fault) throw new Fault('submission/not-found', { cause })
    throw cause
  })
  if (!isReleased(submission, now)) throw new Fault('submission/not-released')
  return submission
}

function isReleased(submission: Submission, now: Instant): submission is Released {
  const { log_index, release_at } = submission
  return log_index !== null && release_at !== null && release_at <= now
}

/** A submission as its agency sees it. */
export async function inboxView(db: Db, submission: Submission): Promise<InboxSubmission> {
  const { id, request, day, log_index, notes } = submission
  if (log_index === null) throw new Error('A submission without an entry is shown to nobody')
  const files = (await filesOf(db, id)).map(({ bytes, sha256 }) => ({
    bytes,
    sha256: sha256 ?? '',
  }))
  const row = await getRequest(db, request)
  const custody = [...(await eventsOf(db, id))]
  return {
    id,
    request,
    day,
    logIndex: log_index,
    files,
    custody,
    keptUntil:
      row.ended_at === null
        ? null
        : keptUntil(row.signed.request.handling, useOf(custody, files.length - 1), row.ended_at),
    destroyed: submission.state === 'destroyed',
    notes,
    thread: [...(await threadOf(db, id))],
  }
}
