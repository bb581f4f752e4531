import { brotliDecompressSync, gunzipSync } from 'node:zlib'

import { exchangesOf, headerOf } from '../wire/http.ts'
import type { Message } from '../wire/http.ts'
import type { Tape } from '../wire/recorder.ts'
import type { Report } from './orders.ts'

/** What somebody on the line sees of one look at the feed. */
export interface Look {
  /** When its first connection was opened, by the hub's clock, in milliseconds. */
  readonly at: number
  /** From the beginning of each request to that of the next. */
  readonly gaps: readonly number[]
  readonly connections: number
  readonly requests: number
  /** Everything else of it, as lines; what is random by design is replaced by its length. */
  readonly lines: readonly string[]
  readonly acted: boolean
}

/** What may differ between two hubs of the same look, in value and never in length. */
export const randomByDesign = {
  /** A message that the issuer signs unseen (RFC 9474): uniformly random to everybody but the hub. */
  blinded: 'in the body of what asks for tokens',
  /** What the proof of work found for exactly this message: sixteen digits. */
  counter: 'in the body of what asks for tokens',
  /** The instance's answers to the two. */
  signatures: 'in the answer to it',
} as const

/** Headers of answers: the second that it is, and how many calls an address has left, which the instance counts in memory. */
const ofTheMoment: ReadonlySet<string> = new Set([
  'date',
  'x-ratelimit-remaining',
  'x-ratelimit-reset',
])

export function lookOf(tapes: readonly Tape[], { skipped, acted }: Report): Look {
  const [first] = tapes
  if (first === undefined) throw new Error('It did not look')
  const exchanges = tapes.map(exchangesOf)
  const times = exchanges.flat().map(({ request }) => request.at)
  return {
    at: first.at + skipped,
    gaps: times.slice(1).map((at, before) => at - (times[before] ?? 0)),
    connections: tapes.length,
    requests: times.length,
    lines: exchanges.flatMap((ofOne) => [
      'connection',
      ...ofOne.flatMap(({ request, response }) => [
        ...linesOf(request),
        ...(response === null ? ['no answer'] : linesOf(response)),
      ]),
    ]),
    acted,
  }
}

function linesOf({ start, headers, body, ...rest }: Message): readonly string[] {
  const names = headers.map(([name, value]) =>
    ofTheMoment.has(name.toLowerCase()) ? name : `${name}: ${value}`,
  )
  const plain = decoded({ start, headers, body, ...rest }).toString('latin1')
  return [start, ...names, masked(plain)]
}

function decoded(message: Message): Buffer {
  const encoding = headerOf(message, 'content-encoding')
  if (encoding === 'gzip') return gunzipSync(message.body)
  return encoding === 'br' ? brotliDecompressSync(message.body) : message.body
}

function masked(text: string): string {
  return text
    .replaceAll(/("(?:blinded|counter)":")([^"]*)"/g, (_, name: string, value: string) => {
      return `${name}${String(value.length)} characters"`
    })
    .replaceAll(/("signatures":\[)([^\]]*)\]/g, (_, name: string, values: string) => {
      return `${name}${String(values.length)} characters]`
    })
}
