import { jsonOf } from '@porchlight/core'
import type { z } from 'zod'

import type { Answered, RecorderLine } from './recorder-line.ts'
import { SourceFault } from './source.ts'
import { Login, Refused, Renewable } from './zoneminder-answers.ts'

export interface SessionTools {
  readonly line: Pick<RecorderLine, 'ask' | 'fetch'>
  /** Of its screens: `/zm`, or nothing. */
  readonly base: string
  readonly user: string
  readonly password: string
}

/** Where a fetched file goes, and whether it is what was asked for: a page may come with 200 as well. */
export interface Fetching {
  readonly target: string
  readonly isGood: (path: string) => Promise<boolean>
}

/**
 * Signed in at a ZoneMinder. A token is good for two hours and stands in the query, where it wants it; a day long
 * another one renews it. Both are only in memory.
 */
export class ZoneMinderSession {
  readonly #tools: SessionTools
  #token: string | null = null
  #refresh: string | null = null

  constructor(tools: SessionTools) {
    this.#tools = tools
  }

  /** @throws {SourceFault} `refused`, `no-api`, `too-mighty`, `unreachable`, `certificate`, `not-one` */
  async ask(path: string, signal: AbortSignal): Promise<Answered> {
    const first = await this.#get(path, await this.#signedIn(signal), signal)
    if (first.status !== 401) return first
    const second = await this.#get(path, await this.#renewed(signal), signal)
    if (second.status === 401) throw refusalOf(second.text)
    return second
  }

  /** @throws {SourceFault} `gone` where there is no such file any more; as `ask` */
  async fetch(path: string, { target, isGood }: Fetching, signal: AbortSignal): Promise<void> {
    let token = await this.#signedIn(signal)
    for (const attempt of [1, 2]) {
      const asked = { path: withToken(this.#tools.base + path, token) }
      const status = await this.#tools.line.fetch(asked, target, signal)
      if (status === 200 && (await isGood(target))) return
      if (status === 404) throw new SourceFault('gone')
      // a page instead, or the way to one: to sign in, or the first-run page, which stands before every film
      if (attempt === 1) token = await this.#renewed(signal)
    }
    throw new SourceFault('not-one')
  }

  /** @throws {SourceFault} `not-one`, `gone` */
  parsed<T>({ status, text }: Answered, schema: z.ZodType<T>): T {
    if (status !== 200) throw new SourceFault(status === 404 ? 'gone' : 'not-one')
    const read = schema.safeParse(jsonOf(text))
    if (!read.success) throw new SourceFault('not-one', { cause: read.error })
    return read.data
  }

  async #get(path: string, token: string, signal: AbortSignal): Promise<Answered> {
    return await this.#tools.line.ask({ path: withToken(this.#tools.base + path, token) }, signal)
  }

  async #signedIn(signal: AbortSignal): Promise<string> {
    return this.#token ?? (await this.#signIn(signal))
  }

  /** By the token that renews, as long as that is good; else by name and password. */
  async #renewed(signal: AbortSignal): Promise<string> {
    if (this.#refresh !== null) {
      const answer = await this.#login({ token: this.#refresh }, signal)
      const read = answer.status === 200 ? Login.safeParse(jsonOf(answer.text)).data : undefined
      this.#refresh = null
      if (typeof read?.access_token === 'string')
        return await this.#admitted(read.access_token, signal)
    }
    return await this.#signIn(signal)
  }

  async #signIn(signal: AbortSignal): Promise<string> {
    const { user, password } = this.#tools
    const answer = await this.#login({ user, pass: password }, signal)
    if (answer.status === 401) throw refusalOf(answer.text)
    if (answer.status !== 200) throw new SourceFault('not-one')
    const { access_token: token } = this.parsed(answer, Login)
    // it lets everybody in, and do everything
    if (token === null) throw new SourceFault('too-mighty')
    await this.#admitted(token, signal)
    this.#refresh = this.parsed(answer, Renewable).refresh_token
    return token
  }

  /** What a user may do is changed behind the hub's back: it is asked with each token. */
  async #admitted(token: string, signal: AbortSignal): Promise<string> {
    if (await this.#mayChange(token, signal)) throw new SourceFault('too-mighty')
    this.#token = token
    return token
  }

  async #login(fields: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Answered> {
    const text = new URLSearchParams(fields).toString()
    const body = { type: 'application/x-www-form-urlencoded', text }
    const path = `${this.#tools.base}/api/host/login.json`
    return await this.#tools.line.ask({ path, body }, signal)
  }

  /**
   * Its API tells nobody what a user may do; every page of its screens does, to its own script. Who may change the
   * system is sent to the first-run page before any other, as long as nobody has answered that.
   */
  async #mayChange(token: string, signal: AbortSignal): Promise<boolean> {
    const { status, headers, text } = await this.#get('/index.php?view=console', token, signal)
    if (status === 302) return /[?&]view=privacy/.test(headers.location ?? '')
    return /\bcanEdit\["\w+"\]\s*=\s*true\b/.test(text)
  }
}

/** `API disabled for: hub`, where the user may sign in and not use the API. */
function refusalOf(text: string): SourceFault {
  const name = Refused.safeParse(jsonOf(text)).data?.data.name ?? ''
  return new SourceFault(/^API disabled/i.test(name) ? 'no-api' : 'refused')
}

function withToken(path: string, token: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}token=${encodeURIComponent(token)}`
}
