import { createHash } from 'node:crypto'

import { defaultPolicy, entryBytes } from '@porchlight/core'
import type { Entry } from '@porchlight/core'
import { createKey, createVerifier, publicKeyOf, signatureType } from '@porchlight/log'

const day = '2026-11-24'
/** When everything of a measured log happened. */
export const at = `${day}T00:00:00Z`

/** Of a log that nobody trusts. */
export const secretKey = createKey({
  name: 'bench.example/log',
  type: signatureType.ed25519,
  seed: new Uint8Array(32).fill(7),
})
export const verifier = createVerifier(publicKeyOf(secretKey))

const agency = 'a00000000000a'
const agencyKey = 'A'.repeat(43)
const request = 'r00000000000a'
const recipient = 'a'.repeat(32)

/** How an honest log begins, up to the request that is answered. */
const beginning: readonly Entry[] = [
  {
    kind: 'instance.opened',
    origin: 'https://bench.example',
    policy: defaultPolicy,
    witnesses: 'quorum none\n',
    at,
  },
  {
    kind: 'agency.admitted',
    agency,
    profile: digestOf('profile'),
    type: 'police',
    federal: [],
    stewards: ['a'.repeat(32), 'b'.repeat(32)],
    at,
  },
  { kind: 'agency.key', agency, signing: agencyKey, vault: recipient, from: at, at },
  {
    kind: 'request.published',
    request,
    version: 1,
    agency,
    agencyKey,
    digest: digestOf('request'),
    recipient,
    offence: 'burglary',
    class: 'standard',
    at,
  },
]

/** An answer; all of them differ. */
export function answer(number: number): Entry {
  return {
    kind: 'submission.sealed',
    request,
    recipients: [recipient],
    commitment: digestOf(String(number)),
    sizeClass: 20 + (number % 10),
    day,
  }
}

/** The entries `from` to `to` of an honest log, the end excluded: all but the first few are answers. */
export function entriesOf(from: number, to: number): readonly Uint8Array[] {
  return Array.from({ length: to - from }, (_, i) =>
    entryBytes(beginning[from + i] ?? answer(from + i)),
  )
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
