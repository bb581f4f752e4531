import { spawn } from 'node:child_process'
import { join } from 'node:path'

import { createReader, fsck, verifyConsistency } from '@porchlight/log'
import type { Checkpoint } from '@porchlight/log'
import { openDirectoryStore } from '@porchlight/log/directory'

import { verifier } from './parts.ts'

/** What was said of a log so far, and must hold for ever. */
export interface Said {
  /** Entries by their index, in hexadecimal. */
  readonly entries: Map<number, string>
  /** The last checkpoint that was looked at; null before the first. */
  checkpoint: Checkpoint | null
}

export function nothingSaid(): Said {
  return { entries: new Map(), checkpoint: null }
}

/** Looks at everything: the tree, what was answered, and the checkpoint before. @returns what is wrong; empty where nothing is */
export async function inspect(directory: string, said: Said): Promise<readonly string[]> {
  const store = openDirectoryStore(join(directory, 'log'))
  const verdict = await fsck({ store, log: verifier })
  if (!verdict.sound) return [`fsck: ${verdict.path} ${verdict.because}`]
  const { checkpoint } = verdict
  const reader = createReader({ store, checkpoint })
  const wrong: string[] = []
  for (const [index, hex] of said.entries) {
    const held = index < checkpoint.size ? await reader.entry(index) : null
    if (held === null || Buffer.from(held).toString('hex') !== hex)
      wrong.push(`entry ${String(index)} was answered for, and is not there`)
  }
  const before = said.checkpoint
  if (before !== null && before.size > checkpoint.size) return [...wrong, 'the log has shrunk']
  if (before !== null && before.size > 0) {
    const proof = await reader.consistency(before.size)
    const { verified } = verifyConsistency({
      old: before.size,
      size: checkpoint.size,
      oldRoot: before.root,
      root: checkpoint.root,
      proof,
    })
    if (!verified) wrong.push('the log has another history')
  }
  said.checkpoint = checkpoint
  return wrong
}

export interface Run {
  /** Exit status; null where it was killed. */
  readonly status: number | null
  readonly ready: boolean
}

export interface RunOptions {
  readonly directory: string
  readonly batches: number
  readonly said: Said
  /** Programs before Node's own: `strace …`. */
  readonly wrapper?: readonly string[]
  readonly kind?: 'sound' | 'hasty'
  /** Kills it so many milliseconds after it was ready. */
  readonly killAfterMillis?: number
}

/** Runs the writer, and keeps what it answers for. */
export async function runWriter(options: RunOptions): Promise<Run> {
  const { directory, batches, said, wrapper = [], kind = 'sound', killAfterMillis } = options
  const file = join(import.meta.dirname, 'writer.ts')
  const node = [
    process.execPath,
    '--conditions=porchlight',
    '--disable-warning=ExperimentalWarning',
  ]
  const [program, ...words] = [...wrapper, ...node, file, directory, String(batches), kind]
  // strace counts the calls of each thread: with one thread of the pool the count is the same every time
  const env = { ...process.env, UV_THREADPOOL_SIZE: '1' }
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'ignore'], env })
  let text = ''
  let timer: NodeJS.Timeout | undefined
  child.stdout.on('data', (bytes: Buffer) => {
    text += bytes.toString()
    if (timer === undefined && killAfterMillis !== undefined && text.startsWith('ready\n'))
      timer = setTimeout(() => child.kill('SIGKILL'), killAfterMillis)
  })
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  clearTimeout(timer)
  // a line that was cut short answers for nothing
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n')
  for (const line of lines) {
    const match = /^(\d+) ([0-9a-f]{48})$/.exec(line)
    if (match?.[1] !== undefined && match[2] !== undefined)
      said.entries.set(Number(match[1]), match[2])
  }
  return { status, ready: text.startsWith('ready\n') }
}
