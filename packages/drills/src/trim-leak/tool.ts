import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Six small seconds; a machine that needs this long is out of order. */
const toolMillis = 120_000
const mostOutput = 2 ** 28

/** What ffmpeg, ffprobe or ExifTool print. */
export async function given(tool: string, args: readonly string[]): Promise<Buffer> {
  const options = { timeout: toolMillis, maxBuffer: mostOutput, encoding: 'buffer' } as const
  const { stdout } = await run(tool, args, options)
  return stdout
}

/** What they print though they end badly: a damaged file is looked at as far as it goes. */
export async function tried(tool: string, args: readonly string[]): Promise<Buffer> {
  try {
    return await given(tool, args)
  } catch (error) {
    if (error instanceof Error && 'stdout' in error && Buffer.isBuffer(error.stdout))
      return error.stdout
    throw error
  }
}

/** Arguments without spaces in them. */
export function split(text: string): readonly string[] {
  return text.split(' ').filter(Boolean)
}

export async function ffmpeg(...args: readonly string[]): Promise<void> {
  await given('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args])
}
