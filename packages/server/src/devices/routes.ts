import { buildMapPath, Digest, Fault, maxMapBytes } from '@porchlight/core'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

import { sessionToken } from '../http/cookie.ts'
import { refuseOtherSites } from '../http/same-site.ts'
import type { Sessions } from '../sign-in/sessions.ts'
import type { DeviceMaps } from './maps.ts'

export interface DeviceParts {
  readonly maps: Pick<DeviceMaps, 'build' | 'file' | 'standing'>
  readonly sessions: Pick<Sessions, 'find'>
  readonly origin: string
}

/** What GeoJSON is called (RFC 7946 section 12). */
const geoJson = 'application/geo+json'

/** The builds, by name for ever and the newest by itself; and where a steward gives the next one. */
export function mountDevices(app: FastifyInstance, parts: DeviceParts): void {
  mountBuild(app, parts)
  const { maps } = parts
  app.get('/map/devices.geojson', async (request, reply) => {
    const standing = await maps.standing()
    if (standing === null) throw new Fault('map/none')
    return await give({ request, reply, digest: standing.digest, caching: 'no-cache' })
  })
  app.get<{ Params: { digest: string } }>(
    '/map/devices/:digest.geojson',
    async (request, reply) => {
      const digest = Digest.safeParse(request.params.digest)
      if (!digest.success) throw new Fault('map/none')
      const caching = 'public, max-age=31536000, immutable'
      return await give({ request, reply, digest: digest.data, caching })
    },
  )

  async function give({ request, reply, digest, caching }: Given): Promise<FastifyReply> {
    // weak, as a proxy or our own compression may send the same text as other bytes
    const tag = `W/"${digest}"`
    const bytes = await maps.file(digest)
    if (bytes === null) throw new Fault('map/none')
    if (request.headers['if-none-match']?.includes(tag) === true)
      return await reply.code(304).header('etag', tag).header('cache-control', caching).send()
    return await reply
      .header('etag', tag)
      .header('cache-control', caching)
      .header('access-control-allow-origin', '*')
      .type(geoJson)
      .send(Buffer.from(bytes))
  }
}

interface Given {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly digest: Digest
  readonly caching: string
}

function mountBuild(app: FastifyInstance, { maps, sessions, origin }: DeviceParts): void {
  // at the limit of every other body, but for the one route that says otherwise
  app.addContentTypeParser(geoJson, { parseAs: 'string' }, (_request, body, done) => {
    done(null, body)
  })
  app.route({
    method: 'POST',
    url: buildMapPath,
    bodyLimit: maxMapBytes,
    // before the body is read: nobody else may make us read so much
    onRequest: async (request) => {
      refuseOtherSites(request, origin)
      const member = await sessions.find(sessionToken(request))
      if (member === null) throw new Fault('session/none')
      if (member.role !== 'steward') throw new Fault('session/not-allowed')
    },
    handler: async (request) => {
      if (typeof request.body !== 'string') throw new Fault('input/invalid')
      return await maps.build(request.body)
    },
  })
}
