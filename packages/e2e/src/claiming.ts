import type { Line } from '@porchlight/core'

/** A sender's line on which the last call names these recipients, whatever the program says. */
export function claiming(line: Line, recipients: readonly string[]): Line {
  return {
    ...line,
    send: async (request) => {
      if (!request.url.endsWith('/finish')) return await line.send(request)
      const claim: unknown = await request.clone().json()
      const body = JSON.stringify({ ...Object(claim), recipients })
      return await line.send(
        new Request(request.url, { method: 'POST', headers: request.headers, body }),
      )
    },
  }
}
