import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'

import { Fault } from '@porchlight/core'
import { LocalId } from '@porchlight/owner'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'

import type { Hub } from '../hub.ts'
import { filmOf, pictureAt, playable, playsAsItIs } from '../review/pictures.ts'
import type { Access } from './access.ts'

export interface MediaTools {
  readonly access: Access
  /** Where stand-ins to look at are made; emptied at each start. */
  readonly directory: string
  readonly signal: AbortSignal
}

const OfClip = z.object({ clip: LocalId })
const Film = OfClip.extend({ count: z.coerce.number().int().min(1).max(24) })
const Picture = OfClip.extend({ millis: z.coerce.number().int().min(0) })

/** Pictures and films for the owner's eyes: never kept by a browser, never told to anybody. */
export function mountMedia(app: FastifyInstance, hub: Hub, tools: MediaTools): void {
  const { access, directory, signal } = tools
  app.get('/api/hub/film/:clip/:count', async (request, reply) => {
    access.check(request)
    const { clip, count } = paramsOf(request, Film)
    return await jpeg(reply, await filmOf(await hub.originals.open(clip, signal), count, tools))
  })
  app.get('/api/hub/picture/:clip/:millis', async (request, reply) => {
    access.check(request)
    const { clip, millis } = paramsOf(request, Picture)
    const reviewed = await hub.originals.open(clip, signal)
    return await jpeg(reply, await pictureAt(reviewed, millis / 1000, tools))
  })
  app.get('/api/hub/play/:clip', async (request, reply) => {
    access.check(request)
    const { clip } = paramsOf(request, OfClip)
    const reviewed = await hub.originals.open(clip, signal)
    if (playsAsItIs(reviewed)) return await ranged(reviewed.original.path, request, reply)
    const film = await hub.originals.film(
      clip,
      async (stop) =>
        await playable(reviewed, clip, { directory, signal: AbortSignal.any([signal, stop]) }),
    )
    return await ranged(film, request, reply)
  })
  app.get('/api/hub/copies/:clip/file', async (request, reply) => {
    access.check(request)
    const { id } = hub.copies.made(paramsOf(request, OfClip).clip)
    return await ranged(hub.copies.pathOf(id), request, reply)
  })
  app.get('/api/hub/receipts/:clip', async (request, reply) => {
    access.check(request)
    const receipt = hub.answers.receiptOf(paramsOf(request, OfClip).clip)
    const name = 'attachment; filename="porchlight-receipt.tlog-proof"'
    return await reply
      .type('text/plain; charset=utf-8')
      .header('content-disposition', name)
      .send(receipt)
  })
}

function paramsOf<T>({ params }: FastifyRequest, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(params)
  if (!parsed.success) throw new Fault('input/invalid', { cause: parsed.error })
  return parsed.data
}

async function jpeg(reply: FastifyReply, bytes: Buffer): Promise<FastifyReply> {
  return await reply.type('image/jpeg').send(bytes)
}

/** A file as players ask for it, in parts (RFC 9110, section 14): one range, or all of it. */
async function ranged(
  path: string,
  { headers }: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { size } = await stat(path)
  void reply.type('video/mp4').header('accept-ranges', 'bytes')
  const match = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '')
  if (match === null) return await reply.header('content-length', size).send(createReadStream(path))
  const from = Number(match[1])
  const to = match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1)
  if (from > to)
    return await reply
      .status(416)
      .header('content-range', `bytes */${String(size)}`)
      .send()
  return await reply
    .status(206)
    .header('content-range', `bytes ${String(from)}-${String(to)}/${String(size)}`)
    .header('content-length', to - from + 1)
    .send(createReadStream(path, { start: from, end: to }))
}
