import { createServer } from 'node:http'

import { instantOf } from '@porchlight/core'

/** A camera that tells its time by ONVIF, in UTC, so many seconds fast. */
export async function openCameraClock(
  fast: number,
): Promise<AsyncDisposable & { readonly address: string }> {
  const server = createServer((_request, response) => {
    const [year, month, day, hour, minute, second] = instantOf(Date.now() + fast * 1000).split(/\D/)
    const time = `<Time><Hour>${String(hour)}</Hour><Minute>${String(minute)}</Minute><Second>${String(second)}</Second></Time>`
    const date = `<Date><Year>${String(year)}</Year><Month>${String(month)}</Month><Day>${String(day)}</Day></Date>`
    const utc = `<UTCDateTime>${time}${date}</UTCDateTime>`
    const told = `<GetSystemDateAndTimeResponse><SystemDateAndTime>${utc}</SystemDateAndTime></GetSystemDateAndTimeResponse>`
    response.end(`<Envelope><Body>${told}</Body></Envelope>`)
  })
  await new Promise<void>((open) => {
    server.listen(0, '127.0.0.1', open)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port')
  return {
    address: `127.0.0.1:${String(address.port)}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((closed) => {
        server.close(closed)
      })
    },
  }
}
