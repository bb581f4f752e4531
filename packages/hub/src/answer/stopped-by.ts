import { Fault } from '@porchlight/core'
import { ConnectionLost } from '@porchlight/owner'
import { z } from 'zod'

/** What files say for themselves, as the screens know it. */
const ofFiles: ReadonlyMap<unknown, string> = new Map([
  ['ENOENT', 'source/gone'],
  ['ENOSPC', 'disk/full'],
  ['EDQUOT', 'disk/full'],
])

/**
 * Why work stopped that needs an instance or a file: the code of a fault, or `unreachable`. Anything may come from
 * outside, and must not end the hub: what nobody foresaw is `internal`, and told as a bug.
 */
export function stoppedBy(error: unknown, bug: (error: unknown) => void): string {
  if (error instanceof Fault) return error.code
  // the latter is what `fetch` throws where nobody answers
  if (error instanceof ConnectionLost || error instanceof TypeError) return 'unreachable'
  // an answer that is not in the contract
  if (error instanceof z.ZodError) return 'internal'
  const code = error instanceof Error && 'code' in error ? ofFiles.get(error.code) : undefined
  if (code === undefined) bug(error)
  return code ?? 'internal'
}
