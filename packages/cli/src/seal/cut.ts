import type { Cut } from '@porchlight/owner/node'
import { InvalidArgumentError } from 'commander'

/**
 * Reads `FROM-TO` in seconds of the original: `5-12.5`, `0:05-0:12.5`, `1:00:00-1:00:30`.
 *
 * @throws {InvalidArgumentError}
 */
export function parseCut(text: string): Cut {
  const [from, to, ...rest] = text.split('-').map(secondsOf)
  if (from === undefined || to === undefined || rest.length > 0 || !(from < to))
    throw new InvalidArgumentError('FROM-TO, for example 0:05-0:30 or 5-30.')
  return { from, to }
}

/** NaN where it is no time. */
function secondsOf(text: string): number {
  if (!/^(?:\d+:){0,2}\d+(?:\.\d+)?$/.test(text)) return Number.NaN
  return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
}
