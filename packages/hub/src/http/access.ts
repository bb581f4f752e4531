import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

import { Fault } from '@porchlight/core'
import type { FastifyReply, FastifyRequest } from 'fastify'

const cookieName = 'porchlight-hub'
const scryptAsync = promisify<string, Buffer, number, Buffer>(scrypt)

/** Somebody at home types it; somebody who guesses is let in to try so often. */
const triesPerMinute = 5
const minuteMillis = 60_000

/**
 * Who may use the hub's screens: on this machine whoever sits at it, on the home network whoever knows the
 * password. Sign-ins are kept in memory: a restart ends them.
 */
export class Access {
  readonly #salt = randomBytes(16)
  readonly #password: Promise<Buffer> | null
  readonly #sessions = new Set<string>()
  readonly #now: () => number
  #tries: readonly number[] = []

  /** @param password null where only this machine can reach the hub */
  constructor(password: string | null, now: () => number) {
    this.#password = password === null ? null : this.#hash(password)
    this.#now = now
  }

  /** @throws {Fault} `session/other-site`, `session/none` */
  check(request: FastifyRequest): void {
    this.checkSite(request)
    if (this.#password === null) return
    const token = cookieOf(request)
    if (token === null || !this.#sessions.has(token)) throw new Fault('session/none')
  }

  /**
   * A page of somebody else's, in the owner's browser, must neither read nor do anything: what it sends names
   * its own site, and where it made its own name point here, the name is not one of ours.
   *
   * @throws {Fault} `session/other-site`
   */
  checkSite({ headers, method }: FastifyRequest): void {
    const { host, origin } = headers
    if (host === undefined || !this.#isOurs(host)) throw new Fault('session/other-site')
    if (method === 'GET') {
      // an address typed or a link of ours; a picture on somebody else's page is neither
      const site = headers['sec-fetch-site']
      if (site === 'cross-site' && headers['sec-fetch-mode'] !== 'navigate')
        throw new Fault('session/other-site')
      return
    }
    if (origin !== undefined && origin !== `http://${host}`) throw new Fault('session/other-site')
  }

  /** @throws {Fault} `hub/wrong-password`, `rate/too-many` */
  async signIn(password: string, reply: FastifyReply): Promise<void> {
    if (this.#password === null) return
    const since = this.#now() - minuteMillis
    this.#tries = [...this.#tries.filter((at) => at > since), this.#now()]
    if (this.#tries.length > triesPerMinute) throw new Fault('rate/too-many')
    const [given, known] = await Promise.all([this.#hash(password), this.#password])
    if (!timingSafeEqual(given, known)) throw new Fault('hub/wrong-password')
    // whoever knows it does not guess
    this.#tries = this.#tries.slice(0, -1)
    const token = randomBytes(32).toString('base64url')
    this.#sessions.add(token)
    reply.header('set-cookie', `${cookieName}=${token}; Path=/; HttpOnly; SameSite=Strict`)
  }

  /** Without a password only names of this machine: a name that somebody made point here is refused. */
  #isOurs(host: string): boolean {
    if (this.#password !== null) return true
    const name = host.replace(/:\d+$/, '')
    return name === 'localhost' || name === '127.0.0.1' || name === '[::1]'
  }

  async #hash(password: string): Promise<Buffer> {
    return await scryptAsync(password.normalize('NFC'), this.#salt, 32)
  }
}

function cookieOf({ headers }: FastifyRequest): string | null {
  const match = /(?:^|; )porchlight-hub=([A-Za-z0-9_-]{43})(?:;|$)/.exec(headers.cookie ?? '')
  return match?.[1] ?? null
}
