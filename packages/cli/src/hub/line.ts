import { readFile } from 'node:fs/promises'

import { call } from '@porchlight/core'
import type { Endpoint, Fields, Line } from '@porchlight/core'
import { hubApi } from '@porchlight/owner'
import type { Command } from 'commander'

import { Refusal } from '../refusal.ts'
import type { Tools } from '../tools.ts'

export interface HubAddress {
  readonly hub: string
  readonly passwordFile?: string
}

/** The options of every command that asks the running hub. */
export function asking(command: Command): Command {
  return command
    .option('--hub <url>', 'where the running hub is', 'http://127.0.0.1:4747')
    .option('--password-file <file>', 'its password, where it has one')
}

/** Asks the running hub. */
export interface Ask {
  <In extends Fields, Out extends Fields>(endpoint: Endpoint<In, Out>, input: In): Promise<Out>
}

/** @throws {Refusal} where no hub answers */
export async function askHub(address: HubAddress, tools: Tools): Promise<Ask> {
  const line = await lineToHub(address, tools)
  return async (endpoint, input) => await call(line, endpoint, input)
}

/** Signed in, where the hub has a password. */
export async function lineToHub({ hub, passwordFile }: HubAddress, tools: Tools): Promise<Line> {
  const cookies = new Map<string, string>()
  const line: Line = {
    origin: hub,
    send: async (request) => await sendWith(request, cookies, tools),
  }
  if (passwordFile !== undefined)
    await call(line, hubApi.signIn, { password: (await readFile(passwordFile, 'utf8')).trim() })
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
  for (const text of response.headers.getSetCookie()) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(text) ?? []
    if (name !== undefined && value !== undefined) cookies.set(name, value)
  }
  return response
}
