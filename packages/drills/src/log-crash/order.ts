import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { nothingSaid, runWriter } from './world.ts'

/** Calls after which something is on the disk, or would be if the disk had been waited for. */
const calls = 'rename,fsync,fdatasync,write'

/**
 * Watches the system calls of a writer, and looks for answers that came before the disk: a file that
 * was moved to its place without being synced, a directory that was not synced after that, a lock that
 * was not. A kill leaves the kernel's memory whole, so this is what stands in for a power cut.
 *
 * @returns what was not on the disk when it was answered for; empty where all was
 */
export async function hastyAnswers(
  directory: string,
  kind: 'sound' | 'hasty',
): Promise<readonly string[]> {
  const trace = join(directory, 'trace')
  const wrapper = ['strace', '-f', '-qq', '-y', '-s', '96', '-e', `trace=${calls}`, '-o', trace]
  const { status } = await runWriter({
    directory,
    batches: 6,
    said: nothingSaid(),
    wrapper,
    kind,
  })
  if (status !== 0) throw new Error(`The writer under strace ended with ${String(status)}`)
  return read(await readFile(trace, 'utf8'))
}

/** The trace of `strace -f -y`, as a history of what was safe. */
function read(trace: string): readonly string[] {
  const disk = new Disk()
  const begun = new Map<string, Call>()
  for (const line of trace.split('\n')) {
    const [, pid = '', rest = ''] = /^(\d+) +(.*)$/.exec(line) ?? []
    const resumed = /^<\.\.\. \w+ resumed>.*= (-?\d+)/.exec(rest)
    if (resumed !== null) {
      const call = begun.get(pid)
      if (call !== undefined && resumed[1] === '0') call.end()
      begun.delete(pid)
      continue
    }
    const call = disk.begin(rest)
    if (call === null) continue
    if (rest.includes('<unfinished ...>')) begun.set(pid, call)
    else if (/= -?\d+/.exec(rest)?.[0] !== '= -1') call.end()
  }
  return disk.hasty
}

interface Call {
  readonly end: () => void
}

class Disk {
  /** What was answered for too early. */
  readonly hasty: string[] = []
  readonly #synced = new Set<string>()
  /** Files in their place whose directory was not synced since. */
  readonly #moved = new Set<string>()
  #locked = false

  /** @returns what is true once the call has ended; null for a call that says nothing */
  begin(text: string): Call | null {
    const sync = /^f(?:data)?sync\(\d+<([^>]*)>/.exec(text)?.[1]
    if (sync !== undefined) return this.#sync(sync)
    const [, from = '', to = ''] = /^rename\("([^"]*)", "([^"]*)"/.exec(text) ?? []
    if (to !== '') return this.#rename(from, to)
    if (/^write\(1<[^>]*>, "\d+ [0-9a-f]/.test(text)) this.#answer()
    return null
  }

  #sync(path: string): Call {
    // only what was there when it began is safe when it ends
    const covered = [...this.#moved].filter((file) => dirname(file) === path)
    return {
      end: () => {
        this.#synced.add(path)
        for (const file of covered) this.#moved.delete(file)
        if (path.endsWith('lock.db-wal')) this.#locked = true
      },
    }
  }

  #rename(from: string, to: string): Call {
    return {
      end: () => {
        if (!this.#synced.has(from)) this.hasty.push(`${to} was not synced`)
        this.#synced.delete(from)
        this.#moved.add(to)
      },
    }
  }

  #answer(): void {
    for (const file of this.#moved) this.hasty.push(`the directory of ${file} was not synced`)
    if (!this.#locked) this.hasty.push('the lock was not synced')
    this.#moved.clear()
    this.#locked = false
  }
}
