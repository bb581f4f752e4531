import { randomBytes } from 'node:crypto'
import { networkInterfaces, tmpdir } from 'node:os'

import { instantOf } from '@porchlight/core'

import { processTerminal } from './process-terminal.ts'
import { runProgram } from './program.ts'

const stop = new AbortController()
/** One Ctrl-C comes twice where npm passes it on; only a later one is meant as another. */
const echoMillis = 1000
/** What a shell expects of a program that Ctrl-C ended. */
const stopped = 130
/** 128 + SIGPIPE, as of programs that the signal ends. */
const brokenPipe = 141
let asked = Number.POSITIVE_INFINITY
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // the first lets a command clean up, which the next does not wait for
    if (performance.now() - asked > echoMillis) process.exit(stopped)
    asked = Math.min(asked, performance.now())
    stop.abort()
  })
}

// `porchlight verify … | head`: who read has what they wanted
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(brokenPipe)
})

process.exitCode = await runProgram(process.argv.slice(2), {
  terminal: processTerminal(process),
  now: () => instantOf(Date.now()),
  random: (length) => new Uint8Array(randomBytes(length)),
  send: async (request) => await fetch(request),
  environment: process.env,
  temporary: tmpdir(),
  networks: networkInterfaces,
  signal: stop.signal,
})
