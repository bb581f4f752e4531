import type { Line } from '@porchlight/core'

import { Refusal } from './refusal.ts'
import type { Tools } from './tools.ts'
import { addressAdvice, webAddress } from './web-address.ts'

/** A line to an instance, from the address that a person gave. @throws {Refusal} */
export function lineTo(address: string, { send }: Pick<Tools, 'send'>): Line {
  const url = webAddress(address)
  if (url === null)
    throw new Refusal(`Not an address: ${address}`, [
      addressAdvice(address, 'https://porchlight.example'),
    ])
  return { origin: url.origin, send }
}
