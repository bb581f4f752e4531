import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'

import { benchKey } from './hub-open.ts'

export interface IdleFigures {
  /** Bytes. */
  readonly memory: number
  /** Parts of one processor. */
  readonly processor: number
}

/** What starts has work to do that an idle hub has not. */
const settleMillis = 3000

const porchlight = join(import.meta.dirname, '..', '..', '..', 'launch', 'porchlight.mjs')

/** The command `porchlight hub` on a state that is there already, left alone for so many seconds. Linux only. */
export async function measureIdle(directory: string, seconds: number): Promise<IdleFigures> {
  const keyFile = `${directory}.key`
  await writeFile(keyFile, `${benchKey}\n`, { mode: 0o600 })
  const words = ['hub', '--state', directory, '--key-file', keyFile, '--port', '0']
  const hub = spawn(process.execPath, [porchlight, ...words], { stdio: ['ignore', 'pipe', 2] })
  try {
    await saysSomething(hub)
    await sleep(settleMillis)
    const before = await secondsUsed(hub)
    await sleep(seconds * 1000)
    const processor = ((await secondsUsed(hub)) - before) / seconds
    return { memory: await memoryOf(hub), processor }
  } finally {
    hub.kill('SIGINT')
    if (hub.exitCode === null && hub.signalCode === null) await once(hub, 'exit')
  }
}

/** Its first line is where it is. */
async function saysSomething({ stdout }: ChildProcess): Promise<void> {
  if (stdout === null) throw new Error('Nobody listens to it')
  for await (const line of createInterface(stdout)) if (line.includes('http://')) return
  throw new Error('The hub ended before it was there')
}

async function memoryOf(child: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${String(child.pid)}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1024
}

/** Of a processor; Linux counts in hundredths (`getconf CLK_TCK`). */
async function secondsUsed(child: ChildProcess): Promise<number> {
  const stat = await readFile(`/proc/${String(child.pid)}/stat`, 'utf8')
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
  return (Number(user) + Number(system)) / 100
}
