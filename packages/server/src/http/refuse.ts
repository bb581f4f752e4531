import { Fault, faults } from '@porchlight/core'
import type { FaultCode } from '@porchlight/core'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'

import type { Journal } from '../journal.ts'

/** The only place that turns an error into words for a stranger: a code and its title, nothing of the error itself. */
export function refuser(journal: Journal) {
  return async function refuse(
    error: FastifyError | Error,
    _request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const code = faultCodeOf(error)
    if (code === 'internal') journal.bug(error)
    await reply.code(faults[code].status).send({ code, title: faults[code].title })
  }
}

export function faultCodeOf(error: unknown): FaultCode {
  if (error instanceof Fault) return error.code
  if (!(error instanceof Error) || !('code' in error)) return 'internal'
  return fastifyCodes.get(String(error.code)) ?? statusFault(error)
}

const fastifyCodes: ReadonlyMap<string, FaultCode> = new Map([
  ['FST_ERR_CTP_BODY_TOO_LARGE', 'input/too-large'],
  ['FST_ERR_CTP_INVALID_MEDIA_TYPE', 'input/invalid'],
  ['FST_ERR_CTP_EMPTY_JSON_BODY', 'input/invalid'],
  ['FST_ERR_CTP_INVALID_JSON_BODY', 'input/invalid'],
  ['FST_ERR_CTP_INVALID_CONTENT_LENGTH', 'input/invalid'],
  ['ENOSPC', 'disk/full'],
  ['EDQUOT', 'disk/full'],
])

/** Fastify marks what the caller did wrong with a status of the 400s. */
function statusFault(error: object): FaultCode {
  const status = 'statusCode' in error ? error.statusCode : 500
  if (status === 429) return 'rate/too-many'
  return typeof status === 'number' && status >= 400 && status < 500 ? 'input/invalid' : 'internal'
}
