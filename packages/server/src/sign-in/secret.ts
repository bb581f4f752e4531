import { createHash } from 'node:crypto'

import { toBase64Url } from '@porchlight/core'
import type { Random } from '@porchlight/core'

/** A secret that is shown once: 256 bits as base64url. The database keeps only its hash. */
export function newSecret(random: Random): string {
  return toBase64Url(random(32))
}

/** What is stored of a secret. No salt: 256 random bits cannot be guessed. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
