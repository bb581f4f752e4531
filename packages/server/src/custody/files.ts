import { Fault, SubmissionId } from '@porchlight/core'
import type { FastifyInstance } from 'fastify'

import type { World } from '../config.ts'
import type { Database } from '../db/open.ts'
import { sessionToken } from '../http/cookie.ts'
import type { Objects, Range } from '../objects/directory.ts'
import type { Sessions } from '../sign-in/sessions.ts'
import { filesOf } from '../submissions/store.ts'
import { findReleased } from './inbox.ts'

export interface FileParts extends World {
  readonly db: Database
  readonly objects: Objects
  readonly sessions: Sessions
}

/** Gives sealed bytes to the agency they are addressed to, once the log says that they were opened. */
export function mountSealedFiles(app: FastifyInstance, parts: FileParts): void {
  const { db, objects, sessions, now } = parts
  app.get<{ Params: { id: string; number: string } }>(
    '/api/agency/submissions/:id/files/:number',
    async (request, reply) => {
      const member = await sessions.find(sessionToken(request))
      if (member === null) throw new Fault('session/none')
      if (member.agency === null) throw new Fault('session/not-allowed')
      const id = SubmissionId.safeParse(request.params.id)
      if (!id.success) throw new Fault('submission/not-found')
      const released = await findReleased(db, { id: id.data, agency: member.agency, now: now() })
      if (released.state === 'destroyed') throw new Fault('submission/destroyed')
      if (!released.opened) throw new Fault('submission/not-opened')
      const file = (await filesOf(db, id.data)).find(
        ({ number }) => String(number) === request.params.number,
      )
      if (file === undefined) throw new Fault('submission/not-found')
      const range = rangeOf(request.headers.range, file.bytes)
      const { start, end } = range ?? { start: 0, end: file.bytes - 1 }
      reply.code(range === null ? 200 : 206)
      if (range !== null) {
        reply.header('content-range', `bytes ${String(start)}-${String(end)}/${String(file.bytes)}`)
      }
      return await reply
        .header('content-type', 'application/age')
        .header('accept-ranges', 'bytes')
        .header('content-length', end - start + 1)
        .send(objects.read(id.data, file.number, { start, end }))
    },
  )
}

/** RFC 9110 section 14.1.2, one range of the form `bytes=N-` or `bytes=N-M`; null where none was asked. */
function rangeOf(header: string | undefined, bytes: number): Range | null {
  const match = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(header ?? '')
  if (match?.[1] === undefined) return null
  const start = Number(match[1])
  const end = match[2] === '' ? bytes - 1 : Math.min(Number(match[2]), bytes - 1)
  return start <= end ? { start, end } : null
}
