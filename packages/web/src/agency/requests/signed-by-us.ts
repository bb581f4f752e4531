import { requestSignatureHolds } from '@porchlight/core'
import type { AgencyView, SignedRequest } from '@porchlight/core'

import { signingKeysOf } from '../own-agency.ts'

/** What the instance shows us as ours was signed with a key that we have or had. */
export function signedByUs(signed: SignedRequest, agency: AgencyView): boolean {
  return signingKeysOf(agency).includes(signed.signature.key) && requestSignatureHolds(signed)
}
