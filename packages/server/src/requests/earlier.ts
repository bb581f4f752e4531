import { SignedRequest } from '@porchlight/core'
import type { RequestId } from '@porchlight/core'
import { z } from 'zod'

import type { Db } from '../db/open.ts'

const Earlier = z.object({
  signed: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(SignedRequest),
  published_at: z.string(),
  log_index: z.number(),
})

export type Earlier = z.infer<typeof Earlier>

/** The versions that stood before the one that stands, the first one first. */
export async function earlierVersions(db: Db, id: RequestId): Promise<readonly Earlier[]> {
  const rows = await db
    .selectFrom('earlier_versions')
    .where('request', '=', id)
    .orderBy('version')
    .select(['signed', 'published_at', 'log_index'])
    .execute()
  return rows.map((row) => Earlier.parse(row))
}

/** Of all requests at once, as above. */
export async function allEarlierVersions(
  db: Db,
): Promise<ReadonlyMap<RequestId, readonly Earlier[]>> {
  const rows = await db
    .selectFrom('earlier_versions')
    .orderBy('version')
    .select(['request', 'signed', 'published_at', 'log_index'])
    .execute()
  return Map.groupBy(
    rows.map((row) => Earlier.parse(row)),
    ({ signed }) => signed.request.id,
  )
}

/** In place of what stood, which is kept; once the log has the entry. */
export async function putInPlace(
  tx: Db,
  { request, draft, version }: { request: RequestId; draft: number; version: number },
  log_index: number,
): Promise<void> {
  const stood = await tx
    .selectFrom('requests')
    .where('id', '=', request)
    .select(['signed', 'published_at', 'log_index'])
    .executeTakeFirstOrThrow()
  const next = await tx
    .selectFrom('new_versions')
    .where('request', '=', request)
    .where('draft', '=', draft)
    .select(['signed', 'published_at'])
    .executeTakeFirstOrThrow()
  if (stood.published_at === null || stood.log_index === null) throw new Error('Nothing stood')
  const { expiresAt } = SignedRequest.parse(JSON.parse(next.signed)).request
  await tx
    .insertInto('earlier_versions')
    .values({
      request,
      version: version - 1,
      signed: stood.signed,
      published_at: stood.published_at,
      log_index: stood.log_index,
    })
    .execute()
  await tx
    .updateTable('requests')
    .set({ ...next, expires_at: expiresAt, log_index })
    .where('id', '=', request)
    .execute()
}
