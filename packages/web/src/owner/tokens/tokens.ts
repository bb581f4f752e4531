import { api, call, Fault, RequestId, Token } from '@porchlight/core'
import { liveTokens } from '@porchlight/owner'

import { now } from '../../ui/clock.ts'
import { line } from '../../ui/line.ts'
import { random } from '../../ui/randomness.ts'
import { createStore } from '../../ui/store.ts'
import { proofJudge } from '../check-request.ts'

/**
 * Only with a household's code, which has its token for a request once. For every live request, so that it tells
 * nothing of whoever reads this device but that a share page was opened here. Where work is all that is asked,
 * nothing is kept.
 */
const tokensKey = 'tokens'
const inviteKey = 'household code'

/** Of this page. */
const had = new Map<RequestId, Token>()

/** The household's code, where the instance asks for one. */
export const inviteStore = createStore(localStorage.getItem(inviteKey) ?? '')

/** How the instance gives tokens; null before it is known. */
export const admissionStore = createStore<'work' | 'invite' | null>(null)

let gathering: Promise<void> | null = null

/** Begins as the page opens, for all live requests: whoever only looks asks for the same as whoever answers. */
export function gatherTokens(): void {
  gathering ??= gather()
  // said again, and shown, where a token is needed
  gathering.catch(() => undefined)
}

/** @throws {Fault} `token/*` as the instance refuses, `request/not-live` where there is none for this request */
export async function tokenFor(request: RequestId): Promise<Token> {
  gatherTokens()
  // what failed before may have been the line
  await gathering?.catch(async () => await again())
  const token = had.get(request) ?? (await again().then(() => had.get(request)))
  if (token === undefined) throw new Fault('request/not-live')
  return token
}

export function keepInvite(code: string): void {
  inviteStore.set(code)
  localStorage.setItem(inviteKey, code)
}

async function again(): Promise<void> {
  gathering = gather()
  await gathering
}

async function gather(): Promise<void> {
  const { issuer } = await call(line, api.issuer, {})
  admissionStore.set(issuer?.admission ?? null)
  if (issuer?.admission === 'invite' && inviteStore.get() === '') throw new Fault('token/no-invite')
  const { witnessPolicy } = await call(line, api.instance, {})
  const keeps = issuer?.admission === 'invite'
  if (keeps) for (const [request, token] of kept()) had.set(request, token)
  const input = {
    line,
    invite: inviteStore.get(),
    now: now(),
    judge: proofJudge(witnessPolicy),
    except: (request: RequestId) => had.has(request),
    random,
  }
  for await (const tokens of liveTokens(input)) {
    for (const [request, token] of tokens) had.set(request, token)
    if (keeps) localStorage.setItem(tokensKey, JSON.stringify([...had]))
  }
}

/** What does not have its form is as if it were not there. */
function kept(): ReadonlyMap<RequestId, Token> {
  const list = jsonOf(localStorage.getItem(tokensKey))
  const pairs: readonly unknown[] = Array.isArray(list) ? list : []
  return new Map(
    pairs.flatMap((pair) => {
      const [request, token] = Array.isArray(pair) ? pair.map((part: unknown) => part) : []
      const read = [RequestId.safeParse(request).data, Token.safeParse(token).data] as const
      return read[0] === undefined || read[1] === undefined ? [] : [[read[0], read[1]] as const]
    }),
  )
}

function jsonOf(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '[]')
  } catch (error) {
    if (error instanceof SyntaxError) return []
    throw error
  }
}
