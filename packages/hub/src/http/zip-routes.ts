import { Readable } from 'node:stream'

import { Fault } from '@porchlight/core'
import { ZipView } from '@porchlight/owner'
import type { FastifyInstance } from 'fastify'

import type { Hub } from '../hub.ts'
import type { Access } from './access.ts'

export interface ZipRouteTools {
  readonly access: Access
  readonly signal: AbortSignal
}

/** A zip as it is, however long: it goes to the disk while it comes. */
export async function mountZips(
  app: FastifyInstance,
  hub: Hub,
  { access, signal }: ZipRouteTools,
): Promise<void> {
  await app.register(async (scope) => {
    // before the first byte of a body is read
    scope.addHook('onRequest', async (request) => {
      await Promise.resolve()
      access.check(request)
    })
    scope.addContentTypeParser('application/zip', (_request, body, done) => {
      done(null, body)
    })
    await Promise.resolve()
    scope.post('/api/hub/zips', async ({ body }) => {
      if (!(body instanceof Readable)) throw new Fault('input/invalid')
      return ZipView.parse(await hub.zips.take(body, signal))
    })
  })
}
