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
import { demoRequest } from './request.ts'

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
 * make: an agency with keys, its live request, and one neighbour's answer.
 */
export async function tellStory(line: Line, tools: Tools): Promise<Story> {
  const people = await signInAll(line)
  const keyring = await admitAgency(people, tools)
  const signed = await publishRequest(people, keyring, tools)
  await answerAsNeighbour(line, signed, tools)
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

async function publishRequest(
  { author, approver, steward, agency }: DemoPeople,
  keyring: Keyring,
  { now, random }: Tools,
): Promise<SignedRequest> {
  const key = await newRequestKey()
  const { vault } = await keysOf(keyring)
  const request = {
    ...demoRequest(now()),
    id: newId('r', random),
    caseNumber: 'MH-2026-04417',
    agency,
    recipient: key.recipient,
  }
  const signed = { request, signature: sign('porchlight/request/v1', request, keyring.signing) }
  const wrappedKey = toBase64(await wrapRequestKey(key, vault))
  await call(author.line, api.submitRequest, { signed, wrappedKey })
  await call(approver.line, api.approveRequest, { id: request.id })
  await call(steward.line, api.publish, { id: request.id })
  return signed
}
