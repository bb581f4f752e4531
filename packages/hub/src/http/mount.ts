import { Fault, faults } from '@porchlight/core'
import type { Endpoint, Fields } from '@porchlight/core'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

import type { Access } from './access.ts'

type Handler<In, Out> = (input: In, reply: FastifyReply) => Promise<Out>

/** Puts endpoints of the contract on the hub. No handler parses, validates or chooses a status. */
export interface Mount {
  <In extends Fields, Out extends Fields>(
    endpoint: Endpoint<In, Out>,
    handle: Handler<In, Out>,
  ): void
}

export function mounter(app: FastifyInstance, access: Access): Mount {
  return function mount({ method, path: url, caller, input, output }, handle) {
    app.route({
      method,
      url,
      handler: async (request, reply) => {
        if (caller === 'anybody') access.checkSite(request)
        else access.check(request)
        const parsed = input.safeParse(method === 'GET' ? request.query : request.body)
        if (!parsed.success) throw new Fault('input/invalid', { cause: parsed.error })
        return output.parse(await handle(parsed.data, reply))
      },
    })
  }
}

/** Turns what was thrown into an answer: a refusal with its code, a bug with nothing of its message. */
export function mountRefusals(app: FastifyInstance, tell: (bug: unknown) => void): void {
  app.setErrorHandler(async (error, _request: FastifyRequest, reply) => {
    const code = error instanceof Fault ? error.code : codeOf(error)
    if (code === 'internal') tell(error)
    const { status, title } = faults[code]
    return await reply.status(status).send({ code, title })
  })
  app.setNotFoundHandler(async (_request, reply) => {
    return await reply
      .status(404)
      .send({ code: 'input/unknown-place', title: faults['input/unknown-place'].title })
  })
}

/** What the framework refuses by itself: a body that is too large or no JSON. */
function codeOf(error: unknown): 'input/too-large' | 'input/invalid' | 'internal' {
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500
  if (status === 413) return 'input/too-large'
  return typeof status === 'number' && status < 500 ? 'input/invalid' : 'internal'
}
