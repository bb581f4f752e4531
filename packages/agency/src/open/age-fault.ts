import { Fault } from '@porchlight/core'

/**
 * The one place that knows what `age-encryption` says in words, as it has no codes. A message that
 * is not here is a header that is not well formed: refused as damaged, whatever the words.
 */
export function faultOfAge(error: unknown): Fault {
  const message = error instanceof Error ? error.message : ''
  if (message === noIdentityMatched) return new Fault('seal/wrong-key', { cause: error })
  if (message.startsWith(invalidVersion)) return new Fault('seal/not-sealed', { cause: error })
  return new Fault('seal/damaged', { cause: error })
}

const noIdentityMatched = "no identity matched any of the file's recipients"
const invalidVersion = 'invalid version '
