import type { Line } from '@porchlight/core'

/**
 * A line that keeps the session cookie it is given, as a browser would, in memory. A fresh line for
 * each person.
 */
export function cookieLine({ origin, send }: Line, cookie: string | null): Line {
  let kept = cookie
  return {
    origin,
    send: async (request) => {
      if (kept !== null) request.headers.set('cookie', kept)
      const response = await send(request)
      const set = response.headers.getSetCookie()[0]?.split(';', 1)[0]
      if (set !== undefined) kept = set
      return response
    },
  }
}
