import { api, call, Fault, fromBase64, tokenKeyId } from '@porchlight/core'
import type { Instant, Issuer, Line, LoggedEntry, RequestId, Token } from '@porchlight/core'

import type { JudgeProof } from '../send/trust.ts'
import { fetchTokens } from './fetch.ts'
import type { TokenInput } from './fetch.ts'

export interface LiveTokensInput extends Pick<TokenInput, 'line' | 'invite' | 'random' | 'signal'> {
  readonly now: Instant
  readonly judge: JudgeProof
  /** Requests for which there is a token already. */
  readonly except: (request: RequestId) => boolean
}

/**
 * Gets a token for every request that can be answered now, which tells nobody which one is meant. For clients
 * without the feed.
 *
 * @yields tokens by request, a part at a time
 * @throws {Fault} as `fetchTokens`; `token/invalid` where a witnessed log does not hold the issuer's key
 */
export async function* liveTokens(
  input: LiveTokensInput,
): AsyncGenerator<ReadonlyMap<RequestId, Token>, void, undefined> {
  const { line, now, except } = input
  const { issuer } = await call(line, api.issuer, {})
  if (issuer === null || !isLogged(issuer, input)) throw new Fault('token/invalid')
  const requests = (await liveRequests(line, now)).filter((request) => !except(request))
  yield* fetchTokens({ ...input, issuer, requests })
}

function isLogged(
  { key, logged: { entry, proof } }: Issuer & { readonly logged: LoggedEntry },
  { now, judge }: LiveTokensInput,
): boolean {
  return (
    entry.kind === 'token.key' &&
    entry.key === tokenKeyId(fromBase64(key) ?? new Uint8Array()) &&
    entry.from <= now &&
    now < entry.until &&
    judge(proof, entry) === 'holds'
  )
}

async function liveRequests(line: Line, now: Instant): Promise<readonly RequestId[]> {
  const { requests } = await call(line, api.listRequests, {})
  return requests
    .filter(({ state, suspended, signed }) => {
      return state === 'published' && !suspended && signed.request.expiresAt > now
    })
    .map(({ signed }) => signed.request.id)
}

/** One token out of those for all. @throws {Fault} `request/not-live` where there is none for it */
export async function liveToken(request: RequestId, input: LiveTokensInput): Promise<Token> {
  let found: Token | undefined
  // to the end: stopping at it would say which one was meant
  for await (const tokens of liveTokens(input)) found = tokens.get(request) ?? found
  if (found === undefined) throw new Fault('request/not-live')
  return found
}
