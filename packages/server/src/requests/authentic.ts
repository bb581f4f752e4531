import { Fault, requestSignatureHolds, secondsBetween } from '@porchlight/core'
import type { Instant, SignedRequest } from '@porchlight/core'

import { askingKeys } from '../agencies/keys.ts'
import type { Db } from '../db/open.ts'
import type { AgencyMember } from '../sign-in/sessions.ts'

/** How far an agency's clock may be off: its signed times are what the rules are about. */
const clockToleranceSeconds = 300

/**
 * The request is this agency's own words, signed with its key, at about this time.
 *
 * @throws {Fault} `request/bad-signature`, `clock/off`, `agency/suspended`, `agency/not-admitted`, `agency/no-keys`
 */
export async function requireAuthentic(
  db: Db,
  signed: SignedRequest,
  { member, now }: { readonly member: AgencyMember; readonly now: Instant },
): Promise<void> {
  const keys = await askingKeys(db, member.agency, now)
  const { request, signature } = signed
  if (request.agency !== member.agency || signature.key !== keys.signing) {
    throw new Fault('request/bad-signature')
  }
  if (!requestSignatureHolds(signed)) throw new Fault('request/bad-signature')
  if (Math.abs(secondsBetween(request.signedAt, now)) > clockToleranceSeconds) {
    throw new Fault('clock/off')
  }
}
