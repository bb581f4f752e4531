import { api, call } from '@porchlight/core'
import type { Line, Member } from '@porchlight/core'

import { SoftAuthenticator } from './authenticator.ts'

/** Somebody with a browser's memory: a cookie, and a passkey if they were invited. */
export class Person {
  readonly line: Line
  readonly #passkey: SoftAuthenticator
  #cookie = ''
  #member: Member | null = null

  constructor(origin: string) {
    this.#passkey = new SoftAuthenticator(origin)
    this.line = { origin, send: async (request) => await this.#send(request) }
  }

  /** Who they are once they have joined. */
  get member(): Member {
    if (this.#member === null) throw new Error('Nobody has joined yet')
    return this.#member
  }

  get cookie(): string {
    return this.#cookie
  }

  /** Follows an invitation link and makes a passkey. */
  async join(link: string, name: string): Promise<this> {
    const token = new URL(link).hash.slice(1)
    const { options } = await call(this.line, api.startRegistration, { token, name })
    const response = this.#passkey.register({ challenge: String(options['challenge']) })
    const answer = await call(this.line, api.finishRegistration, { token, name, response })
    this.#member = answer.member
    return this
  }

  /** Signs in again with the passkey made when joining. */
  async signIn(): Promise<void> {
    this.#cookie = ''
    const { options } = await call(this.line, api.startSignIn, {})
    const response = this.#passkey.signIn({ challenge: String(options['challenge']) })
    await call(this.line, api.finishSignIn, { response })
  }

  async #send(request: Request): Promise<Response> {
    if (this.#cookie !== '') request.headers.set('cookie', this.#cookie)
    const response = await fetch(request)
    const set = response.headers.getSetCookie()[0]
    if (set !== undefined) this.#cookie = set.split(';', 1)[0] ?? ''
    return response
  }
}

/** Somebody without cookie or account: an owner, a reporter. */
export function stranger(origin: string): Line {
  return { origin, send: async (request) => await fetch(request) }
}
