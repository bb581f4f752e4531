import { Fault } from '@porchlight/core'
import type { Issuer, Line, Random, RequestId, Token } from '@porchlight/core'
import { fetchTokens } from '@porchlight/owner'

import type { State } from '../state/state.ts'

export interface TokenTools {
  readonly line: () => Line
  readonly random: Random
}

/**
 * A token for every live request, fetched when its feed comes, whatever the owner makes of it: a hub that
 * answers asks for the same as one that matched nothing. What was spent stays until its request is over, so
 * that it is not asked for again.
 */
export class Tokens {
  readonly #state: State
  readonly #tools: TokenTools

  constructor(state: State, tools: TokenTools) {
    this.#state = state
    this.#tools = tools
  }

  /** @throws {Fault} as the instance refuses; what was had before stays */
  async gather(
    live: readonly RequestId[],
    about: {
      readonly issuer: Issuer
      readonly invite: string | null
      readonly signal: AbortSignal
    },
  ): Promise<void> {
    const { tokens } = this.#state
    for (const { request } of tokens.all()) if (!live.includes(request)) tokens.delete(request)
    const requests = live.filter((request) => tokens.get(request) === null)
    const { random, line } = this.#tools
    for await (const had of fetchTokens({ ...about, line: line(), requests, random }))
      for (const [request, token] of had) tokens.put(request, { request, token })
  }

  /** @throws {Fault} `token/invalid` where none was to be had */
  of(request: RequestId): Token {
    const kept = this.#state.tokens.get(request)
    if (kept === null) throw new Fault('token/invalid')
    return kept.token
  }
}
