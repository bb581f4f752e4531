import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'

import { instantOf } from '@porchlight/core'

import { processTerminal } from './process-terminal.ts'
import { runProgram } from './program.ts'

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // the first lets a command clean up; after that the system's own way
  process.once(signal, () => {
    stop.abort()
  })
}

process.exitCode = await runProgram(process.argv.slice(2), {
  terminal: processTerminal(process),
  now: () => instantOf(Date.now()),
  random: (length) => new Uint8Array(randomBytes(length)),
  send: async (request) => await fetch(request),
  environment: process.env,
  temporary: tmpdir(),
  signal: stop.signal,
})
