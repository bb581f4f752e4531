import { Digest, Fault, RequestId, SubmissionId } from '@porchlight/core'
import { sql } from 'kysely'
import { z } from 'zod'

import type { Db } from '../db/open.ts'
import { hashOf } from '../sign-in/secret.ts'

const Submission = z.object({
  id: SubmissionId,
  request: RequestId,
  state: z.enum(['open', 'finishing', 'sealed', 'destroyed']),
  day: z.string(),
  release_at: z.string().nullable(),
  log_index: z.number().nullable(),
  opened: z.number().transform((value) => value === 1),
  notes: z.string().nullable(),
})
export type Submission = z.infer<typeof Submission>

/** States after its entry is in the log. */
export const loggedStates = ['sealed', 'destroyed'] as const

const File = z.object({
  number: z.number(),
  bytes: z.number(),
  received: z.number(),
  sha256: Digest.nullable(),
})
export type File = z.infer<typeof File>

const columns = [
  'id',
  'request',
  'state',
  'day',
  'release_at',
  'log_index',
  'opened',
  'notes',
] as const

/** The submission that a secret belongs to. @throws {Fault} `submission/not-found` */
export async function findBySecret(db: Db, secret: string): Promise<Submission> {
  const row = await db
    .selectFrom('submissions')
    .where('secret_hash', '=', hashOf(secret))
    .select(columns)
    .executeTakeFirst()
  if (row === undefined) throw new Fault('submission/not-found')
  return Submission.parse(row)
}

/** @throws {Fault} `submission/not-found`, also where the secret is another submission's */
export async function findOwnSubmission(
  db: Db,
  id: SubmissionId,
  secret: string,
): Promise<Submission> {
  const submission = await findBySecret(db, secret)
  if (submission.id !== id) throw new Fault('submission/not-found')
  return submission
}

/** @throws {Fault} `submission/not-found` */
export async function findSubmission(db: Db, id: SubmissionId): Promise<Submission> {
  const row = await db
    .selectFrom('submissions')
    .where('id', '=', id)
    .select(columns)
    .executeTakeFirst()
  if (row === undefined) throw new Fault('submission/not-found')
  return Submission.parse(row)
}

/** Logged submissions of a request, oldest first; those that were destroyed are among them. */
export async function sealedOf(db: Db, request: RequestId): Promise<readonly Submission[]> {
  const rows = await db
    .selectFrom('submissions')
    .where('request', '=', request)
    .where('state', 'in', loggedStates)
    .orderBy('log_index')
    .select(columns)
    .execute()
  return rows.map((row) => Submission.parse(row))
}

/** Files in order: manifest first. */
export async function filesOf(db: Db, submission: SubmissionId): Promise<readonly File[]> {
  const rows = await db
    .selectFrom('files')
    .where('submission', '=', submission)
    .orderBy('number')
    .select(['number', 'bytes', 'received', 'sha256'])
    .execute()
  return rows.map((row) => File.parse(row))
}

const Load = z.object({ submissions: z.coerce.number(), bytes: z.coerce.number() })

/** What a request has been promised so far, unfinished answers included. */
export async function loadOf(db: Db, request: RequestId): Promise<z.infer<typeof Load>> {
  const { rows } = await sql`
    SELECT count(DISTINCT submissions.id) AS submissions, coalesce(sum(files.bytes), 0) AS bytes
    FROM submissions JOIN files ON files.submission = submissions.id
    WHERE submissions.request = ${request}
  `.execute(db)
  return Load.parse(rows[0])
}

/** How many logged answers each request has. */
export async function sealedCounts(db: Db): Promise<ReadonlyMap<RequestId, number>> {
  const rows = await db
    .selectFrom('submissions')
    .where('state', 'in', loggedStates)
    .groupBy('request')
    .select(['request', (count) => count.fn.countAll().as('count')])
    .execute()
  return new Map(rows.map(({ request, count }) => [request, Number(count)]))
}

export interface NewSubmission {
  readonly id: SubmissionId
  readonly request: RequestId
  readonly secret: string
  readonly day: string
  readonly sizes: readonly number[]
}

export async function insertSubmission(db: Db, submission: NewSubmission): Promise<void> {
  const { id, request, secret, day, sizes } = submission
  await db
    .insertInto('submissions')
    .values({
      id,
      request,
      secret_hash: hashOf(secret),
      state: 'open',
      day,
      release_at: null,
      log_index: null,
      opened: 0,
      notes: null,
    })
    .execute()
  await db
    .insertInto('files')
    .values(sizes.map((bytes, number) => file({ submission: id, number, bytes })))
    .execute()
}

function file(fields: {
  readonly submission: SubmissionId
  readonly number: number
  readonly bytes: number
}) {
  return { ...fields, received: 0, sha256: null }
}
