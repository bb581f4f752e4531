import type { Keyring } from '@porchlight/agency'
import { signingKeyOf } from '@porchlight/core'
import type { AgencyView } from '@porchlight/core'

import { Refusal } from '../refusal.ts'

/** What is opened is recorded first, signed with the keys that are good now. @throws {Refusal} for others */
export function requirePresent(
  { signing }: Pick<Keyring, 'signing'>,
  { keys, earlier, next }: Pick<AgencyView, 'keys' | 'earlier' | 'next'>,
): void {
  const key = signingKeyOf(signing)
  if (key === keys?.signing) return
  if (key === next?.keys.signing)
    throw new Refusal('These keys are not good yet.', [
      next.from === null
        ? 'The stewards have not confirmed them. Until then, use the present ones.'
        : `They are good from ${next.from} on. Until then, use the present ones.`,
    ])
  if (earlier.some((before) => before.signing === key))
    throw new Refusal('These keys were replaced by new ones.', [
      'Save the new keyring file in the agency workspace, and give that one.',
    ])
  throw new Refusal('These are the keys of another agency.')
}
