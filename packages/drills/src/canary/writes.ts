import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'

/** What is followed, and where that is noted meanwhile. */
export interface Followed {
  readonly pid: number
  /** Only what goes into files below it. */
  readonly directory: string
  readonly notes: string
}

/** Follows what a process writes into files, those that it deletes among them; gives it when it is stopped. */
export type FollowWrites = (followed: Followed) => Promise<() => Promise<Buffer>>

/** Of one write; what is longer goes in several. */
const maxWriteBytes = 16 * 1024 ** 2

/** By strace, which a debugger cannot do without being the only one. */
export async function straceWrites({
  pid,
  directory,
  notes,
}: Followed): Promise<() => Promise<Buffer>> {
  const calls = 'trace=write,pwrite64,writev,pwritev'
  const options = ['-f', '-y', '-xx', '-s', String(maxWriteBytes), '-e', calls, '-o', notes]
  const strace = spawn('strace', [...options, '-p', String(pid)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const gone = once(strace, 'exit')
  let said = ''
  await new Promise<void>((resolve, reject) => {
    strace.stderr.on('data', (bytes: Buffer) => {
      said += bytes.toString()
      if (said.includes('attached')) resolve()
    })
    strace.once('exit', () => {
      reject(new Error(`strace ended: ${said}`))
    })
  })
  return async () => {
    strace.kill('SIGINT')
    await gone
    const written = writtenBelow(directory, await readFile(notes, 'latin1'))
    await rm(notes)
    return written
  }
}

/** `123 write(18<\x2f\x74…>, "\x53\x45…", 15) = 15`: with `-xx` paths and bytes are hex. */
function writtenBelow(directory: string, notes: string): Buffer {
  const below = Buffer.from(`${directory}/`).toString('hex')
  const pieces = notes.split('\n').flatMap((line) => {
    const path = /\(\d+<([^>]*)>/.exec(line)?.[1]?.replaceAll(String.raw`\x`, '')
    if (path?.startsWith(below) !== true) return []
    return [...line.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map(([, bytes = '']) =>
      Buffer.from(bytes.replaceAll(String.raw`\x`, ''), 'hex'),
    )
  })
  return Buffer.concat(pieces.flatMap((piece) => [piece, separator]))
}

const separator = Buffer.alloc(16)
