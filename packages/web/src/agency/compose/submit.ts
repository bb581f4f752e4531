import { keysOf, newRequestKey, wrapRequestKey } from '@porchlight/agency'
import type { Keyring } from '@porchlight/agency'
import { api, call, newId, Recipient, RequestId, sign, toBase64 } from '@porchlight/core'
import type { OwnRequest } from '@porchlight/core'

import { now } from '../../ui/clock.ts'
import { line } from '../../ui/line.ts'
import { random } from '../../ui/randomness.ts'
import { candidateOf } from './candidate.ts'
import type { CandidateFacts } from './candidate.ts'
import type { Draft } from './draft.ts'

/** Stands for the request's own key until that is made, when it is signed. */
export const noRecipient: Recipient = Recipient.parse(`age1${'q'.repeat(58)}`)

export function newRequestId(): RequestId {
  return RequestId.parse(newId('r', random))
}

export type Facts = Omit<CandidateFacts, 'now' | 'id' | 'recipient'>

/**
 * Makes the request's own key, wraps its secret half to the agency's vault, signs the request and
 * hands it in.
 *
 * @throws {Fault} as `api.submitRequest`
 */
export async function signAndSubmit(
  draft: Draft,
  keyring: Keyring,
  facts: Facts,
): Promise<OwnRequest> {
  const key = await newRequestKey()
  const { vault } = await keysOf(keyring)
  const { request } = candidateOf(draft, {
    ...facts,
    now: now(),
    id: newRequestId(),
    recipient: key.recipient,
  })
  const signature = sign('porchlight/request/v1', request, keyring.signing)
  const wrappedKey = toBase64(await wrapRequestKey(key, vault))
  return await call(line, api.submitRequest, { signed: { request, signature }, wrappedKey })
}

/**
 * Signs a later version of a request and hands it in. Its key stays: what was sealed to it before and what
 * will be is opened alike.
 *
 * @throws {Fault} as `api.submitVersion`
 */
export async function signAndSubmitVersion(
  draft: Draft,
  keyring: Keyring,
  facts: Facts,
): Promise<OwnRequest> {
  const { before } = facts
  if (before === null) throw new Error('A later version of nothing')
  const { id, recipient } = before
  const { request } = candidateOf(draft, { ...facts, now: now(), id, recipient })
  const signature = sign('porchlight/request/v1', request, keyring.signing)
  return await call(line, api.submitVersion, { id, signed: { request, signature } })
}
