import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'

import { Fault } from '@porchlight/core'

import { fenced, searchPath } from './fence.ts'
import type { Reach } from './fence.ts'

export interface ToolInput extends Omit<Reach, 'cpuSeconds'> {
  readonly args: readonly string[]
  /** After this the program is stopped: a file made to keep it busy. */
  readonly limitMillis: number
  readonly signal?: AbortSignal | undefined
  /** Given what the program prints, as it comes. */
  readonly output: (text: string) => void
}

/**
 * Runs ffmpeg or ffprobe without a shell, without an environment and without standard input, behind a fence
 * where the system has one: a file that takes the decoder over can read and write what it was given, and nothing else.
 *
 * @returns whether it ended well within its time
 * @throws {Fault} `tool/missing`
 * @throws the signal's reason
 */
export async function runTool(tool: 'ffmpeg' | 'ffprobe', input: ToolInput): Promise<boolean> {
  const { args, limitMillis, signal, output } = input
  if (!isThere(tool)) throw new Fault('tool/missing')
  const cpuSeconds = Math.ceil((limitMillis / 1000) * availableParallelism())
  const [program, words] = fenced([tool, args], { ...input, cpuSeconds })
  signal?.throwIfAborted()
  const stop = AbortSignal.any([
    AbortSignal.timeout(Math.ceil(limitMillis)),
    ...(signal ? [signal] : []),
  ])
  const child = spawn(program, words, {
    stdio: ['ignore', 'pipe', 'ignore'],
    // the search path and nothing else: no proxy, no report file, no hardware of the user's choice
    env: { PATH: searchPath },
    signal: stop,
    killSignal: 'SIGKILL',
  })
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', output)
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('close', resolve)
    child.once('error', (error) => {
      // stopped: `close` follows
      if (!('code' in error) || error.code !== 'ABORT_ERR') reject(error)
    })
  })
  signal?.throwIfAborted()
  return status === 0
}

function isThere(tool: string): boolean {
  return searchPath.split(':').some((directory) => existsSync(join(directory, tool)))
}
