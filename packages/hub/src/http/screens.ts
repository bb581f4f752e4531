import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

import type { Access } from './access.ts'

/** Its own origin only; styles inline because the component library sets them on elements. */
const policy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ')

const headers = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), payment=(), usb=()',
} as const

const notBuilt =
  '<!doctype html><title>Porchlight hub</title><p>The screens are not built: npm run build</p>'

export interface ScreenTools {
  readonly access: Access
  /** GeoJSON text. */
  readonly streets: () => string
}

/** The hub's web app, from the built bundle; nothing of it comes from elsewhere. */
export async function mountScreens(
  app: FastifyInstance,
  directory: string | null,
  { access, streets }: ScreenTools,
): Promise<void> {
  app.addHook('onSend', async (_request, reply) => {
    await Promise.resolve()
    void reply.headers(headers)
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store')
  })
  if (directory !== null)
    await app.register(fastifyStatic, {
      root: join(directory, 'assets'),
      prefix: '/app/assets/',
      immutable: true,
      maxAge: '365d',
      decorateReply: false,
    })
  app.get('/map/basemap.json', async (request, reply) => {
    access.check(request)
    return await reply.type('application/geo+json').send(streets())
  })
  const html = directory === null ? notBuilt : await readFile(join(directory, 'hub.html'), 'utf8')
  for (const path of ['/', '/hub', '/hub/*'])
    app.get(path, async (request, reply) => {
      access.checkSite(request)
      return await reply
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-cache')
        .send(html)
    })
}
