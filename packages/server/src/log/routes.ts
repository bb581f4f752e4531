import { Fault } from '@porchlight/core'
import { parseTilePath } from '@porchlight/log'
import type { LogStore } from '@porchlight/log'
import type { FastifyInstance } from 'fastify'

/** C2SP tlog-tiles under `/log`: static, cacheable, the same for everybody. */
export function mountLog(app: FastifyInstance, store: LogStore): void {
  app.get('/log/checkpoint', async (_request, reply) => {
    const bytes = await store.read('checkpoint')
    if (bytes === null) throw new Fault('log/unavailable')
    return await reply
      .header('content-type', 'text/plain; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header('access-control-allow-origin', '*')
      .send(Buffer.from(bytes))
  })
  app.get<{ Params: { '*': string } }>('/log/tile/*', async (request, reply) => {
    const path = `tile/${request.params['*']}`
    if (parseTilePath(path) === null) throw new Fault('input/unknown-place')
    const bytes = await store.read(path)
    if (bytes === null) throw new Fault('input/unknown-place')
    return await reply
      .header('content-type', 'application/octet-stream')
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('access-control-allow-origin', '*')
      .send(Buffer.from(bytes))
  })
}
