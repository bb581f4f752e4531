import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Often enough that no second of work is missed, seldom enough to cost nothing. */
const lookMillis = 400

/**
 * The most memory that the programs started by this one have at a time while something is done; shared pages counted once
 * (`Pss`). Zero on systems without /proc.
 */
export async function withPeakMemory<T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly memory: number }> {
  let memory = 0
  async function look(): Promise<void> {
    memory = Math.max(memory, await memoryNow())
  }
  const timer = setInterval(() => void look(), lookMillis)
  try {
    return { result: await work(), memory }
  } finally {
    clearInterval(timer)
  }
}

async function memoryNow(): Promise<number> {
  const parents = await parentsOfAll()
  const ours = [...parents.keys()].filter((id) => isBelow(id, parents))
  const all = await Promise.all(ours.map(memoryOf))
  return all.reduce((sum, each) => sum + each, 0)
}

async function parentsOfAll(): Promise<ReadonlyMap<string, string>> {
  const names = await readText('/proc', async (path) => await readdir(path), [])
  const ids = names.filter((name) => /^\d+$/.test(name))
  const all = await Promise.all(
    ids.map(async (id) => {
      // "pid (comm) state ppid": the name may hold anything but ends with the last bracket
      const text = await readText(join('/proc', id, 'stat'), read, '')
      return [id, text.slice(text.lastIndexOf(')') + 2).split(' ')[1] ?? ''] as const
    }),
  )
  return new Map(all)
}

function isBelow(id: string, parents: ReadonlyMap<string, string>): boolean {
  let at = parents.get(id)
  while (at !== undefined && at !== '' && at !== '0') {
    if (at === String(process.pid)) return true
    at = parents.get(at)
  }
  return false
}

async function memoryOf(id: string): Promise<number> {
  const text = await readText(join('/proc', id, 'smaps_rollup'), read, '')
  return Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0) * 1024
}

async function read(path: string): Promise<string> {
  return await readFile(path, 'utf8')
}

/** What is there; the other where a program has just ended, or belongs to somebody else. */
async function readText<T>(path: string, how: (path: string) => Promise<T>, other: T): Promise<T> {
  try {
    return await how(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error) return other
    throw error
  }
}
