import { recipientId } from './commitment.ts'
import type { Entry } from './entry.ts'
import type { Digest } from './id.ts'
import { minuteOf } from './instant.ts'
import type { Instant } from './instant.ts'
import { requestDigest } from './request.ts'
import type { SignedRequest } from './request.ts'

/**
 * The entry that the log must hold for a public version of a request. The time is the minute in which a
 * steward agreed, so that the entry is the same however often a crash repeats it.
 *
 * @param digest where the caller knows it already
 */
export function requestEntry(
  signed: SignedRequest,
  publishedAt: Instant,
  digest: Digest = requestDigest(signed),
): Entry {
  const { request, signature } = signed
  const version = {
    request: request.id,
    version: request.version,
    agencyKey: signature.key,
    digest,
    recipient: recipientId(request.recipient),
    at: minuteOf(publishedAt),
  }
  if (request.version > 1) return { kind: 'request.versioned', ...version }
  const { agency, offence, class: requestClass } = request
  return { kind: 'request.published', ...version, agency, offence, class: requestClass }
}
