import { Fault, isFaultCode } from '../fault.ts'
import type { FaultCode } from '../fault.ts'
import type { Endpoint, Fields } from './endpoint.ts'

/** How a caller reaches a server: an origin, something that sends, and headers that go along (a sender's secret, a cookie). */
export interface Line {
  readonly origin: string
  readonly send: (request: Request) => Promise<Response>
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * Calls one endpoint.
 *
 * @throws {Fault} with the code that the server gave; `internal` if it gave none that we know.
 * @throws {TypeError} as `fetch` does where the server cannot be reached.
 */
export async function call<In extends Fields, Out extends Fields>(
  line: Line,
  endpoint: Endpoint<In, Out>,
  input: In,
): Promise<Out> {
  const response = await line.send(requestFor(line, endpoint, input))
  const body: unknown = await response.json().catch((cause: unknown) => {
    throw new Fault('internal', { cause })
  })
  if (!response.ok) throw new Fault(codeOf(body))
  return endpoint.output.parse(body)
}

/** The fault code in a refusal's JSON body; `internal` where there is none that we know. */
export function codeOf(body: unknown): FaultCode {
  if (typeof body !== 'object' || body === null || !('code' in body)) return 'internal'
  return isFaultCode(body.code) ? body.code : 'internal'
}

function requestFor<In extends Fields>(
  line: Line,
  { method, path }: Endpoint<In, Fields>,
  input: In,
): Request {
  const inPath = new Set(Array.from(path.matchAll(/:(\w+)/g), (match) => match[1]))
  const filled = path.replaceAll(/:(\w+)/g, (_, key: string) =>
    encodeURIComponent(String(input[key])),
  )
  const rest = Object.entries(input).filter(([key]) => !inPath.has(key))
  const url = new URL(filled, line.origin)
  const headers = { ...line.headers }
  if (method === 'GET') {
    for (const [key, value] of rest) url.searchParams.set(key, String(value))
    return new Request(url, { headers })
  }
  return new Request(url, {
    method,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(Object.fromEntries(rest)),
  })
}
