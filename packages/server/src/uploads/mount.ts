import { Fault, faults } from '@porchlight/core'
import { MemoryLocker, Server } from '@tus/server'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

import type { World } from '../config.ts'
import type { Database } from '../db/open.ts'
import { bearer } from '../http/mount.ts'
import { faultCodeOf } from '../http/refuse.ts'
import type { Journal } from '../journal.ts'
import type { Objects } from '../objects/directory.ts'
import { maxFileBytes } from '../submissions/limits.ts'
import { findBySecret } from '../submissions/store.ts'
import { formatUploadId, parseUploadId } from './id.ts'
import { SealedStore } from './store.ts'

const path = '/api/uploads'

export interface UploadParts {
  readonly db: Database
  readonly objects: Objects
  readonly journal: Journal
  readonly fail: World['fail']
}

/** tus 1.0 (core and creation) at `/api/uploads`, by @tus/server on a store that answers after fsync. */
export function mountUploads(app: FastifyInstance, parts: UploadParts): void {
  const tus = tusServer(parts)
  app.addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) => {
    done(null)
  })
  async function handle(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    reply.hijack()
    reply.raw.setHeader('x-content-type-options', 'nosniff')
    reply.raw.setHeader('cache-control', 'no-store')
    await tus.handle(request.raw, reply.raw)
  }
  app.route({ method: ['POST', 'OPTIONS'], url: path, handler: handle })
  app.route({ method: ['HEAD', 'PATCH', 'OPTIONS'], url: `${path}/:id`, handler: handle })
}

/** The request as @tus/server hands it on: the web's own. */
interface WebRequest {
  readonly method: string
  readonly headers: Headers
}

function tusServer({ db, objects, journal, fail }: UploadParts): Server {
  return new Server({
    path,
    datastore: new SealedStore({ db, objects, fail }),
    locker: new MemoryLocker(),
    maxSize: maxFileBytes,
    relativeLocation: true,
    allowedOrigins: [],
    namingFunction: async (request) => {
      const { id } = await submissionOf(db, request)
      return formatUploadId({ submission: id, number: fileNumber(request) })
    },
    onIncomingRequest: async (request, id) => {
      if (request.headers.has('upload-metadata')) throw new Fault('upload/metadata')
      const submission = await submissionOf(db, request)
      if (request.method !== 'POST' && parseUploadId(id).submission !== submission.id) {
        throw new Fault('submission/not-found')
      }
      if (request.method === 'PATCH' && submission.state !== 'open') {
        throw new Fault('submission/finished')
      }
    },
    onResponseError: (_request, error) => answerTo(error, journal),
  })
}

async function submissionOf(db: Database, request: WebRequest) {
  const authorization = request.headers.get('authorization') ?? undefined
  return await findBySecret(db, bearer({ headers: { authorization } }))
}

function fileNumber(request: WebRequest): number {
  const text = request.headers.get('porchlight-file') ?? ''
  if (!/^(0|[1-9][0-9]{0,2})$/.test(text)) throw new Fault('input/invalid')
  return Number(text)
}

/** The library throws plain objects for what the protocol names, and would show the message of anything else. */
function answerTo(
  error: Error | { status_code: number; body: string },
  journal: Journal,
): { status_code: number; body: string } | undefined {
  if (!(error instanceof Error)) return undefined
  const code = faultCodeOf(error)
  if (code === 'internal') journal.bug(error)
  const { status, title } = faults[code]
  return { status_code: status, body: JSON.stringify({ code, title }) }
}
