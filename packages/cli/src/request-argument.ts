import { RequestId } from '@porchlight/core'
import { InvalidArgumentError } from 'commander'

/** @throws {InvalidArgumentError} */
export function requestId(text: string): RequestId {
  const parsed = RequestId.safeParse(text)
  if (!parsed.success)
    throw new InvalidArgumentError('A request’s name is r and twelve letters or digits.')
  return parsed.data
}
