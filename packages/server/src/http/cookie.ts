// oxlint-disable-next-line import/no-unassigned-import -- adds cookies to Fastify's types
import '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Bound to this host, this site, TLS (or localhost), out of reach of scripts. */
const name = '__Host-porchlight'

/** A working day; then the passkey is asked again. */
export const sessionSeconds = 12 * 3600

export function sessionToken(request: FastifyRequest): string | null {
  return request.cookies[name] ?? null
}

export function setSessionToken(reply: FastifyReply, token: string): void {
  reply.setCookie(name, token, { ...attributes, maxAge: sessionSeconds })
}

export function clearSessionToken(reply: FastifyReply): void {
  reply.clearCookie(name, attributes)
}

const attributes = { path: '/', secure: true, httpOnly: true, sameSite: 'strict' } as const
