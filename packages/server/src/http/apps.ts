import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

import type { Release } from '../log/release.ts'
import { appPolicy } from './headers.ts'
import { shells } from './shells.ts'

/**
 * Serves the built web bundle: assets immutable under `/app/`, the apps' documents with their own
 * content security policy.
 *
 * @returns Vite's manifest, parsed; null where nothing is built
 */
export async function mountApps(app: FastifyInstance, directory: string): Promise<unknown> {
  const manifest = join(directory, '.vite', 'manifest.json')
  if (!existsSync(manifest)) return null
  await app.register(async (scope) => {
    // a worker lives under the policy of its own file: the ciphers need WebAssembly, the map its streets
    scope.addHook('onRequest', (_request, reply, done) => {
      reply.header('content-security-policy', appPolicy)
      done()
    })
    await scope.register(fastifyStatic, {
      root: join(directory, 'assets'),
      prefix: '/app/assets/',
      immutable: true,
      maxAge: '365d',
      decorateReply: false,
    })
  })
  for (const { file, paths } of shells) {
    const html = readFileSync(join(directory, file), 'utf8')
    for (const path of paths) {
      app.get(path, async (_request, reply) => {
        return await reply
          .header('content-security-policy', appPolicy)
          .header('cache-control', 'no-cache')
          .type('text/html; charset=utf-8')
          .send(html)
      })
    }
  }
  const parsed: unknown = JSON.parse(readFileSync(manifest, 'utf8'))
  return parsed
}

/** What the log committed to: every file of the apps with its SHA-256, byte for byte. */
export function mountRelease(app: FastifyInstance, { list }: Release): void {
  app.get('/app/release.json', async (_request, reply) => {
    return await reply
      .header('cache-control', 'no-cache')
      .header('access-control-allow-origin', '*')
      .type('application/json; charset=utf-8')
      .send(list)
  })
}
