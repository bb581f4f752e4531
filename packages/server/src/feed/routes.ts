import { Fault } from '@porchlight/core'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

import type { CompressedFiles } from '../objects/compressed.ts'
import { fileOf, proofFileOf } from './publish.ts'
import type { FeedPublisher } from './publish.ts'

export interface FeedRoutes {
  readonly publisher: Pick<FeedPublisher, 'newest'>
  readonly files: Pick<CompressedFiles, 'read'>
}

/**
 * The same bytes for everybody, whoever asks, as often as they ask: no cookie, and no compression, which
 * would undo the padding.
 */
export function mountFeed(app: FastifyInstance, { publisher, files }: FeedRoutes): void {
  app.get('/feed/latest', { compress: false }, async (request, reply) => {
    const { newest } = publisher
    if (newest === null) throw new Fault('log/unavailable')
    const tag = `"${String(newest.number)}-${newest.digest.slice(0, 32)}"`
    return await give({ request, reply, tag, caching: 'no-cache', bytes: newest.proof })
  })
  app.get<{ Params: { file: string } }>(
    '/feed/:file',
    { compress: false },
    async (request, reply) => {
      const { file } = request.params
      const [, text, ending = ''] = /^([1-9]\d{0,14})(\.proof)?$/.exec(file) ?? []
      const { newest } = publisher
      const number = Number(text)
      // one that is begun has a file, and is nobody's business yet
      if (newest === null || !(number <= newest.number)) throw new Fault('input/unknown-place')
      const bytes = await bytesOf(number, ending)
      const tag = `"${file}"`
      return await give({ request, reply, tag, caching: forEver, bytes })
    },
  )
  async function bytesOf(number: number, ending: string): Promise<Uint8Array> {
    const { newest } = publisher
    const isProof = ending !== ''
    if (newest?.number === number) return isProof ? newest.proof : newest.feed
    const bytes = await files.read(isProof ? proofFileOf(number) : fileOf(number))
    if (bytes === null) throw new Fault('input/unknown-place')
    return bytes
  }
}

const forEver = 'public, max-age=31536000, immutable'

interface Given {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly tag: string
  readonly caching: string
  readonly bytes: Uint8Array
}

async function give({ request, reply, tag, caching, bytes }: Given): Promise<FastifyReply> {
  reply
    .header('cache-control', caching)
    .header('etag', tag)
    .header('access-control-allow-origin', '*')
  if (request.headers['if-none-match'] === tag) return await reply.code(304).send()
  return await reply
    .type('application/json; charset=utf-8')
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
}
