import { createHash } from 'node:crypto'

import type { FastifyReply, FastifyRequest } from 'fastify'

import { documentOf } from './document.ts'
import type { Document } from './document.ts'
import type { View } from './view.ts'

/** Public documents: their own origin for everything, nothing inline, no form, in nobody's frame. */
const pagePolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** A withdrawn request is gone from every cache within this time, and a busy one is asked for once. */
const pageSeconds = 30

/** What carries no request's words changes with a release only. */
export const daySeconds = 86_400

export interface Sent {
  readonly type: string
  readonly text: string
  readonly maxAgeSeconds?: number
  /** What the answer depends on besides its address. */
  readonly vary?: string
}

/** Sends a text that anybody may cache; "not modified" where the reader has it already (RFC 9110 13.1.2). */
export async function sendText(
  request: FastifyRequest,
  reply: FastifyReply,
  sent: Sent,
): Promise<FastifyReply> {
  const { type, text, maxAgeSeconds = pageSeconds, vary } = sent
  // weak, as a proxy or our own compression may send the same text as other bytes
  const tag = `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
  reply.header('etag', tag).header('cache-control', `public, max-age=${String(maxAgeSeconds)}`)
  if (vary !== undefined) reply.header('vary', vary)
  if (namesTag(request.headers['if-none-match'], tag)) return await reply.code(304).send()
  return await reply.type(type).send(text)
}

/** Sends a page in the reader's language under our own strict policy. */
export async function sendPage(
  {
    request,
    reply,
    view,
  }: { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly view: View },
  document: Document,
  status = 200,
): Promise<FastifyReply> {
  const text = await documentOf(view, document)
  reply.header('content-security-policy', pagePolicy).header('content-language', view.locale)
  if (status === 200) {
    return await sendText(request, reply, {
      type: 'text/html; charset=utf-8',
      text,
      vary: 'accept-language',
    })
  }
  return await reply
    .code(status)
    .header('cache-control', 'no-store')
    .header('vary', 'accept-language')
    .type('text/html; charset=utf-8')
    .send(text)
}

function namesTag(header: string | undefined, tag: string): boolean {
  return (header ?? '').split(',').some((part) => part.trim() === tag || part.trim() === '*')
}
