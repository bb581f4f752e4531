import { Fault, readToken } from '@porchlight/core'
import type { Digest, RequestId, SubmissionId, Token } from '@porchlight/core'

import type { Db } from '../db/open.ts'
import { tokenHolds } from './keys.ts'

export interface Spending {
  readonly token: Token
  readonly request: RequestId
  /** The instance's own, to which tokens are bound. */
  readonly origin: string
}

/** @returns by what the token is known again. @throws {Fault} `token/invalid` */
export async function requireToken(db: Db, { token, request, origin }: Spending): Promise<Digest> {
  const read = readToken(token, new URL(origin).host, request)
  if (read === null || !(await tokenHolds(db, read))) throw new Fault('token/invalid')
  return read.digest
}

/**
 * Spends a token on a submission. Whoever lost the answer to their call, and so has sent nothing, spends it
 * again: what was begun with it goes.
 *
 * @throws {Fault} `token/spent`
 */
export async function spend(tx: Db, digest: Digest, submission: SubmissionId): Promise<void> {
  const before = await tx
    .selectFrom('spent_tokens')
    .where('digest', '=', digest)
    .select('submission')
    .executeTakeFirst()
  if (before !== undefined) await forgetUnsent(tx, before.submission)
  await tx.insertInto('spent_tokens').values({ digest, submission }).execute()
}

async function forgetUnsent(tx: Db, submission: SubmissionId): Promise<void> {
  const sent = await tx
    .selectFrom('files')
    .where('submission', '=', submission)
    .where('received', '>', 0)
    .select('number')
    .executeTakeFirst()
  const open = await tx
    .selectFrom('submissions')
    .where('id', '=', submission)
    .where('state', '=', 'open')
    .select('id')
    .executeTakeFirst()
  if (sent !== undefined || open === undefined) throw new Fault('token/spent')
  await deleteSubmission(tx, submission)
}

/** With the token that was spent on it, which may be spent again. */
export async function deleteSubmission(tx: Db, submission: SubmissionId): Promise<void> {
  await tx.deleteFrom('spent_tokens').where('submission', '=', submission).execute()
  await tx.deleteFrom('files').where('submission', '=', submission).execute()
  await tx
    .deleteFrom('submissions')
    .where('id', '=', submission)
    .where('state', '=', 'open')
    .execute()
}
