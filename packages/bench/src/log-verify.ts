import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { formatPublicKey } from '@porchlight/log'
import { z } from 'zod'

import { buildLog } from './log-build.ts'
import { verifier } from './log-entries.ts'
import { nodeWords } from './node-words.ts'

const run = promisify(execFile)

export interface VerifyFigures {
  readonly entries: number
  /** From the start of the program to its end. */
  readonly seconds: number
  /** The most memory that it ever had, in bytes. */
  readonly memory: number
}

/** A million entries take half a minute; a machine that needs this long is out of order. */
const runMillis = 600_000

/** How often the program's memory is looked at. What the kernel tells is the most so far, so little is missed. */
const lookMillis = 20

const program = join(import.meta.dirname, '..', '..', 'cli', 'src', 'main.ts')

/** Builds a log of so many entries in a directory and runs `porchlight verify log` on it: tree, tiles, form and order of every entry. */
export async function measureVerify(parent: string, entries: number): Promise<VerifyFigures> {
  const directory = await buildLog(parent, entries)
  const words = ['verify', 'log', directory, '--log', formatPublicKey(verifier.publicKey), '--json']
  const started = performance.now()
  const running = run(process.execPath, [...nodeWords, program, ...words], {
    timeout: runMillis,
  })
  const memory = mostMemory(running.child.pid ?? 0)
  const looking = setInterval(memory.look, lookMillis)
  try {
    const { stdout } = await running
    const seconds = (performance.now() - started) / 1000
    requireVerified(stdout, entries)
    return { entries, seconds, memory: memory.bytes() }
  } finally {
    clearInterval(looking)
  }
}

const Verdict = z.object({ verified: z.literal(true), counts: z.object({ entries: z.number() }) })

function requireVerified(stdout: string, entries: number): void {
  const { counts } = Verdict.parse(JSON.parse(stdout))
  if (counts.entries !== entries) throw new Error('Not all entries were verified')
}

function mostMemory(pid: number): { readonly look: () => void; readonly bytes: () => number } {
  let most = 0
  async function read(): Promise<void> {
    // "VmHWM: Peak resident set size" (proc_pid_status(5)), in KiB
    const status = await readFile(`/proc/${String(pid)}/status`, 'utf8')
    most = Math.max(most, Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024)
  }
  return {
    bytes: () => most,
    look: () => {
      // it may have ended in between
      read().catch(() => undefined)
    },
  }
}
