import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'

import { addCheckpointPath, witnessedPath } from '@porchlight/log'
import type { HttpAnswer } from '@porchlight/log'

import { addCheckpoint } from './add-checkpoint.ts'
import { aboutText } from './about.ts'
import type { WitnessBody } from './body.ts'

/** A note of 64 signatures and 63 lines of proof are less than half of it. In bytes. */
const maxBody = 65_536

/** Logs send a few hundred bytes at once; whoever takes longer is holding the door. In milliseconds. */
const patience = 10_000

/** A witness has as many clients as it watches logs, and some monitors. */
const maxConnections = 256

export interface Listening {
  readonly url: string
  readonly close: () => Promise<void>
}

/** Serves a witness: `POST /add-checkpoint`, what it last cosigned, and who it is. */
export async function listen(
  body: WitnessBody,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Listening> {
  const limits = { headersTimeout: patience, requestTimeout: patience, keepAliveTimeout: patience }
  const server = createServer(
    { ...limits, connectionsCheckingInterval: 1000 },
    (request, reply) => {
      void respondTo(request, reply, body)
    },
  )
  server.maxConnections = maxConnections
  await listening(server, host, port)
  const address = server.address()
  const actual = address === null || typeof address === 'string' ? port : address.port
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${String(actual)}`,
    close: async () => {
      await closed(server)
    },
  }
}

async function respondTo(
  request: IncomingMessage,
  reply: ServerResponse,
  body: WitnessBody,
): Promise<void> {
  try {
    send(reply, await respond(request, body))
  } catch (error) {
    // the last to know of it: one request that fails is not the end of the witness
    body.tell(`A request failed: ${error instanceof Error ? error.message : 'unknown'}`)
    send(reply, plain(500, 'failed\n'))
  }
}

async function respond(request: IncomingMessage, body: WitnessBody): Promise<HttpAnswer> {
  const path = (request.url ?? '/').replace(/\?.*$/, '').slice(1)
  if (path === addCheckpointPath) {
    if (request.method !== 'POST') return plain(405, 'post-only\n')
    const text = await textOf(request)
    return text === null ? plain(413, 'too-large\n') : await addCheckpoint(text, body)
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'get-only\n')
  if (path === '') return plain(200, aboutText(body))
  const log = body.logs.find(({ publicKey }) => witnessedPath(publicKey.name) === path)
  const note = log === undefined ? null : await body.store.read(log.publicKey.name)
  return note === null ? plain(404, 'nothing-here\n') : plain(200, note)
}

function plain(status: number, body: string): HttpAnswer {
  return { status, contentType: 'text/plain; charset=utf-8', body }
}

/** Null where it is larger than any request. What is no UTF-8 is no request either, and is refused as such. */
async function textOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request) {
    if (!(chunk instanceof Uint8Array)) throw new Error('a request gives bytes')
    length += chunk.length
    if (length > maxBody) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function send(reply: ServerResponse, { status, contentType, body }: HttpAnswer): void {
  reply.writeHead(status, {
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    // what was not read of a request that is too large is not waited for
    ...(status === 413 ? { connection: 'close' } : {}),
  })
  reply.end(body)
}

async function listening(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

/** Requests that are being answered are waited for; connections that only wait are cut. */
async function closed(server: Server): Promise<void> {
  const done = new Promise<void>((resolve) => {
    server.close(() => {
      resolve()
    })
  })
  server.closeIdleConnections()
  await done
}
