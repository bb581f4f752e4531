import {
  keysOf,
  newKeyring,
  newRequestKey,
  wrapRequestKey,
  wrapWithPassphrase,
} from '@porchlight/agency'
import type { Keyring } from '@porchlight/agency'
import { api, call, newId, sign, toBase64 } from '@porchlight/core'
import type { Line, SignedRequest } from '@porchlight/core'

import type { Tools } from '../tools.ts'
import { answerAsNeighbour } from './neighbour.ts'
import { signInAll } from './people.ts'
import type { DemoPeople } from './people.ts'
import { demoRequest, waitingRequest } from './request.ts'

/** Opens the agency's keyring in the demonstration; printed for everybody to see. */
export const demoPassphrase = 'porch light demo'

/** scrypt N = 2^14: a newcomer does not wait, and this passphrase guards nothing. */
const demoWorkFactor = 14

export interface Story {
  readonly people: DemoPeople
  readonly signed: SignedRequest
}

/**
 * Brings an empty demonstration instance to the middle of a day, through the same calls that people
 * make: an agency with keys, its live request, one neighbour's answer, and a request that waits for
 * the steward.
 */
export async function tellStory(line: Line, tools: Tools): Promise<Story> {
  const people = await signInAll(line)
  const keyring = await admitAgency(people, tools)
  const now = tools.now()
  const asking = { keyring, random: tools.random }
  const signed = await askFor(demoRequest(now), people, asking)
  await call(people.steward.line, api.publish, { draft: 0, id: signed.request.id })
  await answerAsNeighbour(line, signed, tools)
  await askFor(waitingRequest(now), people, asking)
  return { people, signed }
}

async function admitAgency(
  { author, steward, agency, agencyName }: DemoPeople,
  { random }: Tools,
): Promise<Keyring> {
  const keyring = await newKeyring(agencyName, random)
  const keys = await keysOf(keyring)
  const sealed = toBase64(await wrapWithPassphrase(keyring, demoPassphrase, demoWorkFactor))
  const wrap = { way: 'passphrase', credential: '', sealed } as const
  await call(author.line, api.setKeys, { keys, wrap })
  await call(steward.line, api.admitAgency, { id: agency, keys })
  return keyring
}

/** A signed request that a colleague has approved: it waits for a steward. */
async function askFor(
  written: ReturnType<typeof demoRequest>,
  { author, approver, agency }: DemoPeople,
  { keyring, random }: { readonly keyring: Keyring; readonly random: Tools['random'] },
): Promise<SignedRequest> {
  const key = await newRequestKey()
  const { vault } = await keysOf(keyring)
  const request = { ...written, id: newId('r', random), agency, recipient: key.recipient }
  const signed = { request, signature: sign('porchlight/request/v1', request, keyring.signing) }
  const wrappedKey = toBase64(await wrapRequestKey(key, vault))
  await call(author.line, api.submitRequest, { signed, wrappedKey })
  await call(approver.line, api.approveRequest, { draft: 0, id: request.id })
  return signed
}
