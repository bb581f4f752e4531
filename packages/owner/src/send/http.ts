import type { Line } from '@porchlight/core'
import type { HttpRequest, HttpResponse, HttpStack } from 'tus-js-client'

import { ConnectionLost } from './patience.ts'

/** Statuses of a proxy whose server is away, where the body is not one of ours. */
const gatewayStatuses: ReadonlySet<number> = new Set([502, 503, 504])

/**
 * What tus-js-client speaks HTTP with. Its own stack in browsers is XMLHttpRequest, which sends the
 * cookies of this site along, whatever is asked of it.
 */
export function lineStack(line: Line): HttpStack {
  return {
    getName: () => 'porchlight',
    createRequest: (method, url) => new LineRequest(line, method, url),
  }
}

class LineRequest implements HttpRequest {
  readonly #line: Line
  readonly #method: string
  readonly #url: string
  readonly #headers = new Headers()

  constructor(line: Line, method: string, url: string) {
    this.#line = line
    this.#method = method
    this.#url = url
  }

  getMethod(): string {
    return this.#method
  }

  getURL(): string {
    return this.#url
  }

  setHeader(name: string, value: string): void {
    this.#headers.set(name, value)
  }

  getHeader(name: string): string | undefined {
    return this.#headers.get(name) ?? undefined
  }

  /** `fetch` tells nothing of what is under way: progress is what the server acknowledged. */
  setProgressHandler(): void {
    return undefined
  }

  /** @throws {ConnectionLost} */
  async send(body: unknown): Promise<HttpResponse> {
    const response = await this.#line.send(
      new Request(this.#url, {
        method: this.#method,
        headers: this.#headers,
        ...(isBody(body) ? { body } : {}),
      }),
    )
    const text = await bodyOf(response)
    return {
      getStatus: () => response.status,
      getHeader: (name) => response.headers.get(name) ?? undefined,
      getBody: () => text,
      getUnderlyingObject: () => response,
    }
  }

  /** What stops the sending stops the line. */
  async abort(): Promise<void> {
    await Promise.resolve()
  }

  getUnderlyingObject(): null {
    return null
  }
}

/** @throws {ConnectionLost} where it breaks off, or comes from something in between */
async function bodyOf(response: Response): Promise<string> {
  const text = await response.text().catch((cause: unknown) => {
    throw new ConnectionLost({ cause })
  })
  if (gatewayStatuses.has(response.status) && !text.startsWith('{')) throw new ConnectionLost()
  return text
}

function isBody(body: unknown): body is Blob | Uint8Array<ArrayBuffer> {
  return body instanceof Blob || body instanceof Uint8Array
}
