import { AgencyId, daySeconds, Fault, later } from '@porchlight/core'
import type { Instant } from '@porchlight/core'
import { z } from 'zod'

import type { World } from '../config.ts'
import type { Db } from '../db/open.ts'
import { hashOf, newSecret } from './secret.ts'

/** Long enough for a colleague on leave, short enough for a link in a mailbox. */
const inviteSeconds = 7 * daySeconds

const Invite = z.object({
  role: z.enum(['steward', 'agency']),
  agency: AgencyId.nullable(),
})
export type Invite = z.infer<typeof Invite>

/** Makes a one-time link; the secret is in the fragment, which no server and no log ever sees. */
export async function createInvite(
  db: Db,
  invite: Invite,
  { now, random, origin }: World & { readonly origin: string },
): Promise<string> {
  const token = newSecret(random)
  await db
    .insertInto('invites')
    .values({ ...invite, token_hash: hashOf(token), expires_at: later(now(), inviteSeconds) })
    .execute()
  const app = invite.role === 'steward' ? 'desk' : 'agency'
  return `${origin}/${app}/join#${token}`
}

/** @throws {Fault} `invite/unknown` */
export async function findInvite(db: Db, token: string, now: Instant): Promise<Invite> {
  const row = await db
    .selectFrom('invites')
    .where('token_hash', '=', hashOf(token))
    .where('expires_at', '>', now)
    .select(['role', 'agency'])
    .executeTakeFirst()
  if (row === undefined) throw new Fault('invite/unknown')
  return Invite.parse(row)
}

/** Takes the invitation away, so that a second use finds none. @throws {Fault} `invite/unknown` */
export async function useInvite(db: Db, token: string): Promise<void> {
  const { numDeletedRows } = await db
    .deleteFrom('invites')
    .where('token_hash', '=', hashOf(token))
    .executeTakeFirst()
  if (numDeletedRows !== 1n) throw new Fault('invite/unknown')
}
