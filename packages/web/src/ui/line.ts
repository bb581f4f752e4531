import type { Line } from '@porchlight/core'

/** The only place where these programs may connect to: the origin that they came from. */
export const line: Line = {
  origin: location.origin,
  send: async (request) => await fetch(request),
}
