import { api, call, Fault, maxWanted, workSubject } from '@porchlight/core'
import type { Admission, Issuer, Line, Random, RequestId, Token, Wanted } from '@porchlight/core'

import { namelessLine } from '../send/patience.ts'
import { blindingKey } from './blind.ts'
import type { Blinding, BlindingKey } from './blind.ts'
import { doWork } from './work.ts'

export interface TokenInput {
  readonly line: Line
  /** As a witnessed log has its key: one that was made for this client alone would unmask it. */
  readonly issuer: Issuer
  /** Every live request, whatever this owner thinks of it: asking for one alone would say who answers. */
  readonly requests: readonly RequestId[]
  /** From a steward; null where none is needed. */
  readonly invite: string | null
  readonly random: Random
  readonly signal?: AbortSignal | undefined
}

/**
 * Gets a token for each request, blind: the instance signs what it cannot read, and cannot tell later to whom.
 *
 * @yields tokens by request, a part at a time; without those that cannot be answered any more
 * @throws {Fault} `token/*` as the instance refuses; `token/invalid` where it signs with another key
 */
export async function* fetchTokens(
  input: TokenInput,
): AsyncGenerator<ReadonlyMap<RequestId, Token>, void, undefined> {
  const { issuer, requests, random } = input
  const line = namelessLine(input.line, input.signal)
  const key = await blindingKey(issuer.key, new URL(line.origin).host)
  for (let from = 0; from < requests.length; from += maxWanted) {
    const blindings: Blinding[] = []
    for (const request of requests.slice(from, from + maxWanted))
      blindings.push(await key.blind(request, random))
    const { signatures } = await call(line, api.issueTokens, await orderOf(blindings, key, input))
    const tokens = new Map<RequestId, Token>()
    for (const [at, { request, finish }] of blindings.entries()) {
      const signature = signatures[at] ?? null
      if (signature !== null) tokens.set(request, await finish(signature))
    }
    yield tokens
  }
}

async function orderOf(
  blindings: readonly Blinding[],
  { id }: BlindingKey,
  input: TokenInput,
): Promise<{ key: string; wanted: Wanted; admission: Admission }> {
  const wanted = blindings.map(({ request, blinded }) => ({ request, blinded }))
  return { key: id, wanted, admission: await admissionFor(workSubject(id, wanted), input) }
}

async function admissionFor(
  subject: Uint8Array,
  { issuer, invite, signal }: TokenInput,
): Promise<Admission> {
  if (issuer.admission === 'invite') return { kind: 'invite', code: codeIn(invite ?? '') }
  return { kind: 'work', counter: await doWork(subject, issuer.workBits, signal) }
}

const codeLetters = 20

/** As it was typed: capitals, and in groups. @throws {Fault} `token/no-invite` where it cannot be one */
function codeIn(invite: string): string {
  const code = invite.toLowerCase().replaceAll(/[^0-9a-z]/g, '')
  if (code.length !== codeLetters) throw new Fault('token/no-invite')
  return code
}
