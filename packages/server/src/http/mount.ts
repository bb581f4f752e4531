import { Fault } from '@porchlight/core'
import type { Caller, Endpoint, Fields } from '@porchlight/core'
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteShorthandOptions } from 'fastify'

import type { AgencyMember, MemberRow, Sessions } from '../sign-in/sessions.ts'
import { sessionToken } from './cookie.ts'
import { refuseOtherSites } from './same-site.ts'

/** What a handler is told of who calls, by the caller that its endpoint names. */
interface CallerOf {
  readonly anybody: { readonly reply: FastifyReply; readonly request: FastifyRequest }
  readonly sender: { readonly secret: string }
  readonly member: MemberRow
  readonly agency: AgencyMember
  readonly steward: MemberRow
}

type Handler<C extends Caller, In, Out> = (input: In, caller: CallerOf[C]) => Promise<Out>

/** Calls without a sign-in that cost us something: a household cannot do more in a minute by hand. */
const strangerCallsPerMinute = 240

/** Puts endpoints of the contract on the server. No handler parses, validates or chooses a status. */
export interface Mount {
  <C extends Caller, In extends Fields, Out extends Fields>(
    endpoint: Endpoint<In, Out, C>,
    handle: Handler<C, In, Out>,
  ): void
}

export function mounter(app: FastifyInstance, sessions: Sessions, origin: string): Mount {
  const identify = identifier(sessions)
  return function mount(endpoint, handle) {
    const { method, path: url, caller, input, output } = endpoint
    app.route({
      method,
      url,
      ...limits(method, caller),
      handler: async (request, reply) => {
        if (method === 'POST') refuseOtherSites(request, origin)
        const who = await identify[caller](request, reply)
        const parsed = input.safeParse(fieldsOf(request))
        if (!parsed.success) throw new Fault('input/invalid', { cause: parsed.error })
        return output.parse(await handle(parsed.data, who))
      },
    })
  }
}

type Identify = {
  readonly [C in Caller]: (request: FastifyRequest, reply: FastifyReply) => Promise<CallerOf[C]>
}

function identifier(sessions: Sessions): Identify {
  async function member(request: FastifyRequest): Promise<MemberRow> {
    const found = await sessions.find(sessionToken(request))
    if (found === null) throw new Fault('session/none')
    return found
  }
  return {
    anybody: async (request, reply) => await Promise.resolve({ request, reply }),
    sender: async (request) => await Promise.resolve({ secret: bearer(request) }),
    member,
    agency: async (request) => {
      const { agency, ...rest } = await member(request)
      if (rest.role !== 'agency' || agency === null) throw new Fault('session/not-allowed')
      return { ...rest, agency }
    },
    steward: async (request) => {
      const found = await member(request)
      if (found.role !== 'steward') throw new Fault('session/not-allowed')
      return found
    },
  }
}

/** The secret of `Authorization: Bearer …`. */
export function bearer(request: { headers: { authorization?: string | undefined } }): string {
  const match = /^Bearer ([A-Za-z0-9_-]{43})$/.exec(request.headers.authorization ?? '')
  if (match?.[1] === undefined) throw new Fault('session/none')
  return match[1]
}

function limits(method: 'GET' | 'POST', caller: Caller): RouteShorthandOptions {
  if (method === 'GET' || caller !== 'anybody') return {}
  return { config: { rateLimit: { max: strangerCallsPerMinute, timeWindow: '1 minute' } } }
}

function fieldsOf(request: FastifyRequest): unknown {
  const { params, query, body } = request
  const rest = request.method === 'GET' ? query : body
  return { ...asFields(rest), ...asFields(params) }
}

function asFields(value: unknown): object {
  if (value === undefined || value === null) return {}
  if (typeof value !== 'object' || Array.isArray(value)) throw new Fault('input/invalid')
  return value
}
