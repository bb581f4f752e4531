import type { Line } from '@porchlight/core'

import { Refusal } from './refusal.ts'
import type { Tools } from './tools.ts'

/** A line to an instance, from the address that a person gave. @throws {Refusal} */
export function lineTo(address: string, { send }: Pick<Tools, 'send'>): Line {
  return { origin: originOf(address), send }
}

function originOf(address: string): string {
  const url = URL.parse(address)
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    throw new Refusal(`Not an address: ${address}`, ['For example: https://porchlight.example'])
  return url.origin
}
