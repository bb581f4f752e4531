import { Config, startServer } from '@porchlight/server'
import { z } from 'zod'

import { leaks, withHook } from './leaks.ts'

/** What it is told when it starts: its only argument, as JSON. */
const Orders = z.strictObject({ kind: z.enum(['sound', 'leaking']), options: Config })
export type Kind = z.infer<typeof Orders>['kind']

// A server process of its own, so that a test has every byte that it prints.
const { kind, options } = Orders.parse(JSON.parse(process.argv[2] ?? ''))

const server = await withHook(
  (call) => {
    if (kind !== 'leaking') return
    for (const leak of Object.values(leaks)) leak(call, options.dataDirectory)
  },
  async () => await startServer(options),
)
process.stdout.write(`${String(server.stewardLink)}\n`)
process.once('SIGTERM', () => {
  void server.close()
})
