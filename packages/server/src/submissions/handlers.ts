import {
  api,
  dayOf,
  Fault,
  later,
  newId,
  recipientId,
  sizeClassOf,
  submissionCommitment,
} from '@porchlight/core'
import type { Digest, Entry, LoggedEntry, RecipientId, Request, Salt } from '@porchlight/core'

import type { World } from '../config.ts'
import { withdraw } from '../custody/withdraw.ts'
import type { Database } from '../db/open.ts'
import type { Mount } from '../http/mount.ts'
import type { Outbox } from '../log/outbox.ts'
import type { Prove } from '../log/proofs.ts'
import type { Objects } from '../objects/directory.ts'
import { findLive } from '../requests/store.ts'
import { newSecret } from '../sign-in/secret.ts'
import { requireToken, spend } from '../tokens/spend.ts'
import {
  maxFileBytes,
  maxRequestBytes,
  maxRequestSubmissions,
  maxSubmissionBytes,
  reservedDiskBytes,
  uploadSeconds,
} from './limits.ts'
import { releaseAt } from './release.ts'
import { filesOf, findOwnSubmission, insertSubmission, loadOf, loggedStates } from './store.ts'
import type { File, Submission } from './store.ts'

export interface SubmissionParts extends World {
  readonly db: Database
  readonly objects: Objects
  readonly outbox: Outbox
  readonly prove: Prove
  readonly releaseMinutes: number
  readonly origin: string
}

export function mountSubmissions(mount: Mount, parts: SubmissionParts): void {
  const { db, now, random, origin } = parts
  mount(api.openSubmission, async ({ request, token, sizes }) => {
    await findLive(db, request, now())
    const digest = await requireToken(db, { token, request, origin })
    await requireRoom(parts, request, sizes)
    const submission = newId('s', random)
    const secret = newSecret(random)
    await db.transaction().execute(async (tx) => {
      await insertSubmission(tx, { id: submission, request, secret, sizes, day: dayOf(now()) })
      await spend(tx, digest, submission)
    })
    return { submission, secret, uploadBy: later(now(), uploadSeconds) }
  })
  mount(api.finishSubmission, async ({ id, ...claim }, { secret }) => {
    const submission = await findOwnSubmission(db, id, secret)
    if (submission.state === 'open') await finish(parts, submission, claim)
    return await receipt(parts, submission.id)
  })
  mount(api.withdrawSubmission, async ({ id }, { secret }) => {
    await withdraw(parts, await findOwnSubmission(db, id, secret))
    return { destroyed: true }
  })
  mount(api.getSubmission, async ({ id }, { secret }) => {
    const submission = await findOwnSubmission(db, id, secret)
    const files = await filesOf(db, id)
    return {
      received: files.map(({ received }) => received),
      logged: submission.log_index === null ? null : await receipt(parts, id),
      opened: submission.opened,
      destroyed: submission.state === 'destroyed',
    }
  })
}

async function requireRoom(
  { db, objects }: SubmissionParts,
  request: string,
  sizes: readonly number[],
): Promise<void> {
  const bytes = sizes.reduce((sum, size) => sum + size, 0)
  if (sizes.some((size) => size > maxFileBytes)) throw new Fault('upload/too-large')
  if (bytes > maxSubmissionBytes) throw new Fault('submission/too-large')
  const load = await loadOf(db, request)
  if (load.submissions >= maxRequestSubmissions || load.bytes + bytes > maxRequestBytes) {
    throw new Fault('submission/request-full')
  }
  if ((await objects.free()) < bytes + reservedDiskBytes) throw new Fault('disk/full')
}

interface Claim {
  readonly recipients: readonly RecipientId[]
  readonly sealed: readonly Digest[]
  readonly salt: Salt
}

/**
 * Checks that what is on disk is what was sealed, then logs it. The salt is not kept: with it
 * anybody who has the files could find the entry.
 */
async function finish(parts: SubmissionParts, { id, request }: Submission, claim: Claim) {
  const { db, now, outbox, releaseMinutes } = parts
  const { signed } = await findLive(db, request, now())
  requireRecipients(signed.request, claim)
  const files = await filesOf(db, id)
  await requireFiles(parts, { id, files, sealed: claim.sealed })
  const entry: Entry = {
    kind: 'submission.sealed',
    request,
    recipients: [...claim.recipients],
    commitment: submissionCommitment(claim.salt, claim.sealed),
    sizeClass: sizeClassOf(files.reduce((sum, { bytes }) => sum + bytes, 0)),
    day: dayOf(now()),
  }
  await outbox.enter([{ entry, effect: { kind: 'seal', submission: id } }], async (tx) => {
    // again, in the order of the log: no answer comes after the end of its request
    await findLive(tx, request, now())
    const { numUpdatedRows } = await tx
      .updateTable('submissions')
      .set({ state: 'finishing', release_at: releaseAt(now(), releaseMinutes) })
      .where('id', '=', id)
      .where('state', '=', 'open')
      .executeTakeFirst()
    if (numUpdatedRows !== 1n) throw new Fault('submission/finished')
    for (const [number, sha256] of claim.sealed.entries()) {
      await tx
        .updateTable('files')
        .set({ sha256 })
        .where('submission', '=', id)
        .where('number', '=', number)
        .execute()
    }
  })
}

/** An answer is sealed to its request's key alone: a stranger must not put anybody else into the log as one who received. */
function requireRecipients({ recipient }: Request, { recipients }: Claim): void {
  if (recipients.length !== 1 || recipients[0] !== recipientId(recipient)) {
    throw new Fault('submission/altered')
  }
}

async function requireFiles(
  { db, objects }: SubmissionParts,
  { id, files, sealed }: { id: string; files: readonly File[]; sealed: readonly Digest[] },
): Promise<void> {
  if (files.some(({ bytes, received }) => received !== bytes)) {
    throw new Fault('submission/incomplete')
  }
  if (files.length !== sealed.length) throw new Fault('submission/altered')
  for (const { number, bytes } of files) {
    const found = await objects.digest(id, number, bytes)
    if (found === sealed[number]) continue
    await expectAgain(db, id, number)
    throw new Fault('submission/altered')
  }
}

/** What arrived is not what was sealed: the sender sends this file again, from the beginning. */
async function expectAgain(db: Database, submission: string, number: number): Promise<void> {
  await db
    .updateTable('files')
    .set({ received: 0 })
    .where('submission', '=', submission)
    .where('number', '=', number)
    .execute()
}

/** @throws {Fault} `log/unavailable` where the entry is queued but not in the log yet */
async function receipt({ db, prove }: SubmissionParts, id: string): Promise<LoggedEntry> {
  const row = await db
    .selectFrom('submissions')
    .where('id', '=', id)
    .where('state', 'in', loggedStates)
    .select('log_index')
    .executeTakeFirst()
  if (row?.log_index === undefined || row.log_index === null) throw new Fault('log/unavailable')
  return { ...(await prove.entryAt(row.log_index)), index: row.log_index }
}
