import { call, codeOf } from '@porchlight/core'
import type { Endpoint, Fields, Line } from '@porchlight/core'
import { hubApi } from '@porchlight/owner'
import type { Command } from 'commander'

import { Refusal } from '../refusal.ts'
import type { Tools } from '../tools.ts'
import { addressLike } from '../web-address.ts'
import { passwordIn } from './password.ts'

export interface HubAddress {
  readonly hub: string
  readonly passwordFile?: string
}

const usualHub = 'http://127.0.0.1:4747'

/** The options of every command that asks the running hub. */
export function asking(command: Command): Command {
  return command
    .option('--hub <url>', 'where the running hub is', hubAddress, usualHub)
    .option('--password-file <file>', 'its password, where it has one')
}

/** @throws {InvalidArgumentError} */
function hubAddress(text: string): string {
  return addressLike(usualHub)(text).origin
}

/** Asks the running hub. */
export interface Ask {
  <In extends Fields, Out extends Fields>(endpoint: Endpoint<In, Out>, input: In): Promise<Out>
}

/** @throws {Refusal} where no hub answers */
export async function askHub(address: HubAddress, tools: Tools): Promise<Ask> {
  return askBy(await lineToHub(address, tools))
}

export function askBy(line: Line): Ask {
  return async (endpoint, input) => await call(line, endpoint, input)
}

/** Signed in, where the hub has a password. */
export async function lineToHub({ hub, passwordFile }: HubAddress, tools: Tools): Promise<Line> {
  const password = passwordFile === undefined ? null : await passwordIn(passwordFile)
  const cookies = new Map<string, string>()
  const line: Line = {
    origin: hub,
    send: async (request) => await sendWith(request, cookies, tools),
  }
  if (password !== null) await call(line, hubApi.signIn, { password })
  return line
}

async function sendWith(
  request: Request,
  cookies: Map<string, string>,
  { send }: Tools,
): Promise<Response> {
  const headers = new Headers(request.headers)
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  if (cookie !== '') headers.set('cookie', cookie)
  const response = await send(new Request(request, { headers })).catch((cause: unknown) => {
    if (!(cause instanceof TypeError)) throw cause
    throw new Refusal('No hub answers there.', ['Start it: porchlight hub'], { cause })
  })
  if (await asksPassword(response))
    throw new Refusal('This hub has a password.', ['Give it with --password-file FILE'])
  for (const text of response.headers.getSetCookie()) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(text) ?? []
    if (name !== undefined && value !== undefined) cookies.set(name, value)
  }
  return response
}

async function asksPassword(response: Response): Promise<boolean> {
  if (response.status !== 401) return false
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null)
  return codeOf(body) === 'session/none'
}
