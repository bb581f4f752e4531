import { createPrivateKey, createPublicKey, sign } from 'node:crypto'

import {
  canonicalBytes,
  circleArea,
  daySeconds,
  defaultPolicy,
  entryBytes,
  hourSeconds,
  later,
  requestEntry,
  toBase64,
} from '@porchlight/core'
import type { AgencyProfile, Instant, Place, Request, SignedRequest } from '@porchlight/core'
import { emptyTree, grow, proveInclusion, rootOf } from '@porchlight/log'
import { nodeHasher } from '@porchlight/log/node'

const agency: AgencyProfile = {
  id: 'a00000000000a',
  name: 'Maple Heights Police Department',
  kind: 'police',
  place: 'Maple Heights, Ohio',
  zone: 'America/New_York',
  federal: [],
  phone: '+1 216 555 0100',
  website: 'https://police.maple-heights.example',
}

const pkcs8Prefix = '302e020100300506032b657004220420'
const signingKey = createPrivateKey({
  key: Buffer.from(pkcs8Prefix + '09'.repeat(32), 'hex'),
  format: 'der',
  type: 'pkcs8',
})
const publicKey = createPublicKey(signingKey).export({ format: 'jwk' }).x ?? ''

/** So many live requests over a city, in a tree of their own, as a feed brings them. */
export async function liveRequests(count: number, now: Instant) {
  const publishedAt = later(now, -hourSeconds)
  const signed = Array.from({ length: count }, (_, at) => signedOf(requestOf(at, publishedAt)))
  const leaves = signed.map((one) => nodeHasher.leaf(entryBytes(requestEntry(one, publishedAt))))
  const nodes = new Map<string, Uint8Array>()
  const tree = grow(emptyTree, {
    leaves,
    hasher: nodeHasher,
    onNode: ({ height, index }, hash) => nodes.set(`${String(height)}/${String(index)}`, hash),
  })
  const requests = []
  for (const [index, one] of signed.entries()) {
    const hashes = await proveInclusion({ index, size: count }, async ({ height, index: at }) => {
      const hash = nodes.get(`${String(height)}/${String(at)}`)
      if (hash === undefined) throw new Error('The tree has no such node')
      return await Promise.resolve(hash)
    })
    requests.push({ index, hashes: hashes.map((hash) => toBase64(hash)), signed: one, publishedAt })
  }
  return {
    requests,
    checkpoint: { size: count, root: rootOf(tree, nodeHasher) },
    vouchedAt: now,
    known: new Set<string>(),
    directory: {
      policy: defaultPolicy,
      agencies: new Map([
        [
          agency.id,
          { profile: agency, suspended: false, signing: [{ key: publicKey, from: publishedAt }] },
        ],
      ]),
    },
  }
}

/** A row of blocks has a hundred requests, two hundred metres from each other. */
const rowLength = 100
const stepDegrees = 0.002

/** The middle of what a request asks for. */
export function placeOf(at: number): Place {
  const lng = -81.5 + (at % rowLength) * stepDegrees
  const lat = 41.4 + Math.floor(at / rowLength) * stepDegrees
  return [Number(lng.toFixed(6)), Number(lat.toFixed(6))]
}

function requestOf(at: number, signedAt: Instant): Request {
  const incidentAt = later(signedAt, -12 * hourSeconds)
  return {
    id: `r${String(at).padStart(12, '0')}`,
    version: 1,
    agency: agency.id,
    class: 'standard',
    caseNumber: `MH-2026-${String(at).padStart(5, '0')}`,
    offence: 'hit-and-run',
    title: 'Hit-and-run at Elm and Fourth',
    text: 'A dark van struck a cyclist at the crossing and drove away east. We ask for footage of the crossing or the van.',
    place: 'Elm Street at Fourth Avenue',
    area: circleArea(placeOf(at), 200),
    windows: [{ from: later(incidentAt, -1800), to: later(incidentAt, 1800) }],
    zone: 'America/New_York',
    incidentAt,
    contact: { unit: 'Traffic unit', phone: '+1 216 555 0142' },
    handling: { usedDays: 365, unusedDays: 30, declinedDays: 7, onward: ['prosecutor'] },
    signedAt,
    expiresAt: later(signedAt, 6 * daySeconds),
    linked: null,
    recipient: 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p',
  }
}

/** Node's own Ed25519: ten thousand signatures are not what is measured. */
function signedOf(request: Request): SignedRequest {
  const context = Buffer.from('porchlight/request/v1\0')
  const value = sign(null, Buffer.concat([context, canonicalBytes(request)]), signingKey)
  return { request, signature: { key: publicKey, value: value.toString('base64url') } }
}
