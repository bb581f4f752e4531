import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import type { Readable } from 'node:stream'

import { freePort } from '../free-port.ts'
import type { Haystack } from './canary.ts'
import type { Kind } from './instance.ts'

/** An instance in a process of its own, of which every byte that it writes or prints is known. */
export interface Watched {
  readonly origin: string
  readonly dataDirectory: string
  readonly stewardLink: string
  /** All files below the data directory, and `journal`: standard output and error. */
  readonly everything: () => Promise<Haystack>
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

export async function openWatched(kind: Kind): Promise<Watched> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'porchlight-watched-'))
  const port = await freePort()
  const origin = `http://localhost:${String(port)}`
  const program = join(import.meta.dirname, 'instance.ts')
  const options = [dataDirectory, origin, String(port), kind]
  const child = spawn(process.execPath, ['--conditions=porchlight', program, ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed: Uint8Array[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes: Uint8Array) => printed.push(bytes))
  }
  const link = await firstLine(child.stdout)
  return {
    origin,
    dataDirectory,
    stewardLink: link,
    everything: async () => {
      const files = await filesBelow(dataDirectory)
      return new Map([...files, ['journal', Buffer.concat(printed)]])
    },
    [Symbol.asyncDispose]: async () => {
      const gone = once(child, 'exit')
      child.kill('SIGTERM')
      await gone
      await rm(dataDirectory, { recursive: true, force: true })
    },
  }
}

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
