import { createServer } from 'node:http'

import { startServer } from '@porchlight/server'

/**
 * One of the two servers that `bench -- feed` compares, chosen by the first argument: `bare` is
 * `node:http` that sends as many bytes as a feed and as a proof have, `ours` is a whole instance with its
 * feed, in the directory that the second argument names. Tells the process that started it its port, and whenever asked the processor time that it has
 * used, in microseconds.
 */
const port = process.argv[2] === 'bare' ? await bare() : await ours()
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send?.({ micros: user + system })
})
// nobody is left to measure it
process.on('disconnect', () => process.exit())
process.send?.({ port })

async function ours(): Promise<number> {
  const dataDirectory = process.argv[3] ?? ''
  const origin = 'http://localhost'
  const options = { dataDirectory, origin, port: 0, demo: true, feedMinutes: 60 }
  const { address } = await startServer(options)
  return Number(new URL(address).port)
}

async function bare(): Promise<number> {
  const feed = Buffer.alloc(65_536, ' ')
  const proof = Buffer.alloc(8192, ' ')
  const server = createServer(({ url }, response) => {
    const body = url === '/feed/1' ? feed : proof
    response.writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': body.length,
    })
    response.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port')
  return address.port
}
