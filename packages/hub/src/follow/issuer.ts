import { fromBase64, tokenKeyId } from '@porchlight/core'
import type { EntryOf, Feed, Instant, Issuer } from '@porchlight/core'

/**
 * How tokens are had, by a feed whose directory was proved: the issuer's key is the newest that the log has,
 * and its time has come. Null otherwise: a key that is not everybody's could be there to know one client again.
 */
export function issuerIn({ issuer, directory }: Feed, now: Instant): Issuer | null {
  if (issuer === null) return null
  const keys = directory
    .map(({ entry }) => entry)
    .filter((entry): entry is EntryOf<'token.key'> & typeof entry => entry.kind === 'token.key')
  const good = keys.findLast(({ from, until }) => from <= now && now < until)
  const id = tokenKeyId(fromBase64(issuer.key) ?? new Uint8Array())
  return good?.key === id ? issuer : null
}
