import { Fault } from '@porchlight/core'
import type { FastifyRequest } from 'fastify'

/**
 * Refuses a changing call that another site's page makes. Browsers send `Origin` with every POST and
 * say in `Sec-Fetch-Site` where it came from; programs that are no browser send neither, and hold no
 * cookie that they were not given.
 */
export function refuseOtherSites(request: FastifyRequest, origin: string): void {
  const from = request.headers.origin
  const site = request.headers['sec-fetch-site']
  if (from !== undefined && from !== origin) throw new Fault('session/other-site')
  if (site !== undefined && site !== 'same-origin') throw new Fault('session/other-site')
}
