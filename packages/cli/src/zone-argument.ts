import { Zone } from '@porchlight/core'
import { InvalidArgumentError } from 'commander'

/** @throws {InvalidArgumentError} */
export function zoneName(text: string): Zone {
  const { data } = Zone.safeParse(text)
  if (data === undefined)
    throw new InvalidArgumentError('A time zone has a name such as America/New_York.')
  return data
}
