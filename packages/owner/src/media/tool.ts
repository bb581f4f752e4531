import { spawn } from 'node:child_process'

import { Fault } from '@porchlight/core'

export interface ToolInput {
  readonly args: readonly string[]
  /** After this the program is stopped: a file made to keep it busy. */
  readonly limitMillis: number
  readonly signal?: AbortSignal | undefined
  /** Given what the program prints, as it comes. */
  readonly output: (text: string) => void
}

/**
 * Runs ffmpeg or ffprobe without a shell, without an environment and without standard input.
 *
 * @returns whether it ended well within its time
 * @throws {Fault} `tool/missing`
 * @throws the signal's reason
 */
export async function runTool(tool: 'ffmpeg' | 'ffprobe', input: ToolInput): Promise<boolean> {
  const { args, limitMillis, signal, output } = input
  signal?.throwIfAborted()
  const stop = AbortSignal.any([AbortSignal.timeout(limitMillis), ...(signal ? [signal] : [])])
  const child = spawn(tool, args, {
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
      if (!('code' in error)) reject(error)
      else if (error.code === 'ENOENT') reject(new Fault('tool/missing', { cause: error }))
      // stopped: `close` follows
      else if (error.code !== 'ABORT_ERR') reject(error)
    })
  })
  signal?.throwIfAborted()
  return status === 0
}

/** Where Debian, Homebrew and people who compile put programs. */
const searchPath = '/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin'
