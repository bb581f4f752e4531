// What the tests of this package share; it has no tests of its own.
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'

import { instantOf } from '@porchlight/core'

import { runProgram } from './program.ts'
import type { ExitStatus } from './program.ts'
import type { Tools } from './tools.ts'

export interface Run {
  readonly status: ExitStatus
  /** What went to standard output. */
  readonly said: string
  /** What went to standard error. */
  readonly noted: string
}

interface Changes extends Partial<Tools> {
  /** Told of each text on standard output as it comes. */
  readonly said?: (text: string) => void
}

/** Runs the command line with nobody at the keyboard. */
export async function run(args: readonly string[], changes: Changes = {}): Promise<Run> {
  const said: string[] = []
  const noted: string[] = []
  const status = await runProgram(args, {
    terminal: {
      say: (text) => {
        said.push(text)
        changes.said?.(text)
      },
      note: (text) => noted.push(text),
      interactive: false,
      status: () => undefined,
      ask: async () => await Promise.resolve(null),
      askSecret: async () => await Promise.resolve(null),
    },
    now: () => instantOf(Date.now()),
    random: (length) => new Uint8Array(randomBytes(length)),
    send: async () => {
      await Promise.resolve()
      throw new TypeError('fetch failed')
    },
    environment: {},
    temporary: tmpdir(),
    networks: () => ({}),
    signal: new AbortController().signal,
    ...changes,
  })
  return { status, said: said.join('\n'), noted: noted.join('\n') }
}
