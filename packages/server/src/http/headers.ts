import type { FastifyInstance } from 'fastify'

/** On every answer; pages and apps add their own content security policy. */
const constant = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'camera=(), microphone=(), geolocation=(), payment=(), usb=(), publickey-credentials-get=(self)',
} as const

/** For answers that are data: nothing in them may run. */
const dataPolicy = "default-src 'none'; frame-ancestors 'none'"

/**
 * The apps: their own origin only. Styles inline because the component library sets them on
 * elements; WebAssembly for the cipher where the browser has none.
 */
export const appPolicy = [
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

/**
 * Our constant headers, in one hook: a plugin for it halves the throughput (reference figures in
 * docs/decisions). It calls back: a promise for each answer costs as much as all of the headers.
 */
export function mountHeaders(app: FastifyInstance): void {
  // oxlint-disable-next-line max-params -- the framework tells by the fourth that a hook calls back
  app.addHook('onSend', (_request, reply, payload, done) => {
    reply.headers(constant)
    if (!reply.hasHeader('content-security-policy')) {
      reply.header('content-security-policy', dataPolicy)
    }
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
    done(null, payload)
  })
}
