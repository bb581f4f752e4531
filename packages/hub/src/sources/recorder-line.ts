import { createWriteStream } from 'node:fs'
import { Agent as HttpAgent, request as httpRequest } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { isIP } from 'node:net'
import type { Duplex } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from 'node:tls'
import type { TLSSocket } from 'node:tls'

import { privateAddressOf } from './private-address.ts'
import { SourceFault } from './source.ts'

/** A recorder on the home network answers at once, or has a disk that wakes up. */
const connectMillis = 10_000
/** Without a byte: a recorder joins the segments of a clip before it sends the first. */
const silenceMillis = 60_000
/** A list of a quarter of a day is about a megabyte. */
const maxTextBytes = 32 * 1024 * 1024
/** One recorded file. The longest that a recorder makes by default is an hour. */
const maxFileBytes = 16 * 1024 * 1024 * 1024
/** Of a question that changes nothing. */
const attempts = 3
const pauseMillis = 300

export interface Certificate {
  /** SHA-256, 64 hex digits; null before the first connection. */
  readonly pinned: string | null
  /** Told before anything secret is sent, once. */
  readonly learned: (sha256: string) => void
}

export interface Question {
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent by POST; without it the question is a GET, and is asked again where the line breaks. */
  readonly body?: { readonly type: string; readonly text: string }
}

export interface Answered {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly text: string
}

/**
 * HTTP to one recorder, without redirects. A certificate that no authority vouches for is taken from
 * the first connection and has to stay the same; it is compared before the first byte of a question
 * is sent. Without TLS only an address of the house is spoken to.
 */
export class RecorderLine {
  readonly origin: URL
  readonly #agent: HttpAgent | HttpsAgent
  #address: string | null = null

  constructor(origin: string, certificate: Certificate) {
    this.origin = new URL(origin)
    this.#agent =
      this.origin.protocol === 'https:'
        ? new PinnedAgent(certificate)
        : new HttpAgent({ keepAlive: true, maxSockets: 2 })
  }

  /** @throws {SourceFault} `unreachable`, `certificate`, `not-one` */
  async ask(question: Question, signal: AbortSignal): Promise<Answered> {
    return await this.#patiently(question, signal, async () => {
      const response = await this.#open(question, signal)
      const text = await textOf(response)
      return { status: response.statusCode ?? 0, headers: response.headers, text }
    })
  }

  /**
   * Fetches into a file that only this user may read.
   *
   * @returns the status; the file is there only with 200
   * @throws {SourceFault} as `ask`
   */
  async fetch(question: Question, target: string, signal: AbortSignal): Promise<number> {
    return await this.#patiently(question, signal, async () => {
      const response = await this.#open(question, signal)
      if (response.statusCode !== 200) {
        response.destroy()
        return response.statusCode ?? 0
      }
      const file = createWriteStream(target, { mode: 0o600 })
      await pipeline(response, bounded(maxFileBytes), file, { signal })
      // a body that ended early is an error only where it said how long it would be
      if (!response.complete) throw new LineBroken()
      return 200
    })
  }

  close(): void {
    this.#agent.destroy()
  }

  async #patiently<T>(question: Question, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work()
      } catch (error) {
        signal.throwIfAborted()
        if (error instanceof SourceFault) throw error
        if (!isBroken(error)) throw error
        if (question.body !== undefined || attempt === attempts)
          throw new SourceFault('unreachable', { cause: error })
        await sleep(pauseMillis * attempt, undefined, { signal })
      }
    }
  }

  async #open(question: Question, signal: AbortSignal): Promise<IncomingMessage> {
    const { protocol, hostname, port } = this.origin
    const plain = protocol !== 'https:'
    const usual = plain ? 80 : 443
    if (plain) this.#address ??= await privateAddressOf(hostname)
    if (plain && this.#address === null)
      throw new SourceFault('not-one', { cause: new Error('Plain HTTP only within the house') })
    const { body } = question
    const options = {
      host: plain ? this.#address : bare(hostname),
      port: port === '' ? usual : Number(port),
      path: question.path,
      method: body === undefined ? 'GET' : 'POST',
      agent: this.#agent,
      signal,
      timeout: silenceMillis,
      headers: {
        ...question.headers,
        host: this.origin.host,
        accept: '*/*',
        ...(body && { 'content-type': body.type, 'content-length': Buffer.byteLength(body.text) }),
      },
    }
    return await new Promise((resolve, reject) => {
      const request = (plain ? httpRequest : httpsRequest)(options)
      request.once('response', resolve)
      request.once('error', reject)
      request.once('timeout', () => request.destroy(new LineBroken()))
      request.end(body?.text)
    })
  }
}

/** Its sockets are handed out only after their certificate was compared. */
class PinnedAgent extends HttpsAgent {
  readonly #certificate: Certificate
  #pinned: string | null

  constructor(certificate: Certificate) {
    super({ keepAlive: true, maxSockets: 2 })
    this.#certificate = certificate
    this.#pinned = certificate.pinned
  }

  override createConnection(
    options: { readonly host?: string | null; readonly port?: number | string | null },
    callback?: (error: Error | null, stream: Duplex) => void,
  ): null {
    const host = options.host ?? ''
    const socket = connect({
      host,
      port: Number(options.port),
      ...(isIP(host) === 0 && { servername: host }),
      // judged below, before the socket is given to anybody who writes
      rejectUnauthorized: false,
    })
    const timer = setTimeout(() => socket.destroy(new LineBroken()), connectMillis)
    socket.once('close', () => {
      clearTimeout(timer)
    })
    function failed(error: Error): void {
      callback?.(error, socket)
    }
    socket.once('error', failed)
    socket.once('secureConnect', () => {
      clearTimeout(timer)
      socket.removeListener('error', failed)
      if (this.#trusts(socket)) {
        callback?.(null, socket)
        return
      }
      socket.destroy()
      failed(new SourceFault('certificate'))
    })
    return null
  }

  #trusts(socket: TLSSocket): boolean {
    if (socket.authorized) return true
    const shown = fingerprintOf(socket)
    if (shown === null) return false
    if (this.#pinned === null) {
      this.#pinned = shown
      this.#certificate.learned(shown)
    }
    return this.#pinned === shown
  }
}

function fingerprintOf(socket: TLSSocket): string | null {
  const certificate = socket.getPeerX509Certificate()
  return certificate?.fingerprint256.replaceAll(':', '').toLowerCase() ?? null
}

class LineBroken extends Error {
  override readonly name = 'LineBroken'
}

/** What sockets, TLS and name lookups throw has a code; all of it means that there was no answer. */
function isBroken(error: unknown): boolean {
  return error instanceof LineBroken || (error instanceof Error && 'code' in error)
}

function bare(hostname: string): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of bounded(maxTextBytes)(response)) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

function bounded(maxBytes: number) {
  return async function* through(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let bytes = 0
    for await (const chunk of source) {
      bytes += chunk.length
      if (bytes > maxBytes) throw new SourceFault('not-one', { cause: new Error('Too long') })
      yield chunk
    }
  }
}
