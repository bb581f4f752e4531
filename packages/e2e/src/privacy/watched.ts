import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import type { Readable } from 'node:stream'

import type { StartOptions } from '@porchlight/server'

import { freePort } from '../free-port.ts'
import type { Haystack } from './canary.ts'
import type { Kind } from './instance.ts'

/** An instance in a process of its own, of which every byte that it writes or prints is known. */
export interface Watched {
  readonly origin: string
  readonly dataDirectory: string
  readonly stewardLink: string
  readonly pid: number
  /** All files below the data directory, and `journal`: standard output and error. */
  readonly everything: () => Promise<Haystack>
  /** Its files stay until it is disposed of. */
  readonly stop: () => Promise<void>
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

export async function openWatched(
  kind: Kind,
  changes: Partial<StartOptions> = {},
): Promise<Watched> {
  const dataDirectory =
    changes.dataDirectory ?? (await mkdtemp(join(tmpdir(), 'porchlight-watched-')))
  const port = changes.port ?? (await freePort())
  const origin = changes.origin ?? `http://localhost:${String(port)}`
  const program = join(import.meta.dirname, 'instance.ts')
  const options: StartOptions = {
    dataDirectory,
    origin,
    port,
    releaseMinutes: 0,
    tokenWorkBits: 4,
    ...changes,
  }
  const child = spawn(process.execPath, [...flags, program, JSON.stringify({ kind, options })], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed: Uint8Array[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes: Uint8Array) => printed.push(bytes))
  }
  const link = await firstLine(child.stdout)
  async function stop(): Promise<void> {
    if (child.exitCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGTERM')
    await gone
  }
  return {
    origin,
    dataDirectory,
    stewardLink: link,
    pid: child.pid ?? 0,
    everything: async () => {
      const files = await filesBelow(dataDirectory)
      return new Map([...files, ['journal', Buffer.concat(printed)]])
    },
    stop,
    [Symbol.asyncDispose]: async () => {
      await stop()
      await rm(dataDirectory, { recursive: true, force: true })
    },
  }
}

/** Without the second, the runtime reserves ten gigabytes and more of addresses, all of which a core dump would have. */
const flags = ['--conditions=porchlight', '--disable-wasm-trap-handler']

async function firstLine(stream: Readable): Promise<string> {
  return await new Promise((resolve) => {
    stream.once('data', (bytes: Uint8Array) => {
      resolve(Buffer.from(bytes).toString().trim())
    })
  })
}

/** Every file below a directory, by its path in it. */
export async function filesBelow(directory: string): Promise<Haystack> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
  const read = paths.map(async (path) => [relative(directory, path), await readFile(path)] as const)
  return new Map(await Promise.all(read))
}
