import { startServer } from '@porchlight/server'

import { leaks, withHook } from './leaks.ts'

/** The last of its arguments. */
export type Kind = 'sound' | 'leaking'

// A server process of its own, so that a test has every byte that it prints.
const [dataDirectory = '', origin = '', port = '', leaking = ''] = process.argv.slice(2)

const server = await withHook(
  (call) => {
    if (leaking === 'leaking') for (const leak of Object.values(leaks)) leak(call, dataDirectory)
  },
  async () =>
    await startServer({
      dataDirectory,
      origin,
      host: '127.0.0.1',
      port: Number(port),
      releaseMinutes: 0,
      tokenWorkBits: 4,
    }),
)
process.stdout.write(`${String(server.stewardLink)}\n`)
process.once('SIGTERM', () => {
  void server.close()
})
