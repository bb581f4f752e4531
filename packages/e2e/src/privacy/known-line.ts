import { request as send } from 'node:http'
import type { IncomingMessage } from 'node:http'

import type { Line } from '@porchlight/core'

/** What goes along with every call. */
export interface Traits {
  /** The address that the connection comes from, of the loopback network. */
  readonly address: string
  readonly headers: Readonly<Record<string, string>>
}

/** A caller that can be told from all others by its address and its headers. */
export function knownLine(
  origin: string,
  { address, headers }: Traits,
  saw: (request: Request) => void = () => undefined,
): Line {
  return {
    origin,
    send: async (request) => {
      saw(request)
      const body = new Uint8Array(await request.arrayBuffer())
      const answer = await new Promise<IncomingMessage>((resolve, reject) => {
        const outgoing = send(request.url, {
          method: request.method,
          headers: { ...Object.fromEntries(request.headers), ...headers },
          localAddress: address,
          family: 4,
        })
        outgoing.once('response', resolve)
        outgoing.once('error', reject)
        outgoing.end(body)
      })
      return await responseOf(answer)
    },
  }
}

async function responseOf(answer: IncomingMessage): Promise<Response> {
  const pieces: Uint8Array[] = []
  for await (const piece of answer) if (piece instanceof Uint8Array) pieces.push(piece)
  const headers = Object.entries(answer.headers).map(([name, value]): [string, string] => [
    name,
    String(value),
  ])
  const status = answer.statusCode ?? 0
  const bodiless = status === 204 || status === 304
  return new Response(bodiless ? null : Buffer.concat(pieces), { status, headers })
}
