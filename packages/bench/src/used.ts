import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Often enough that no second of work is missed, seldom enough to cost nothing. */
const lookMillis = 100

/** What the programs started by this one used while something was done; zeros on systems without /proc. */
export interface Used<T> {
  readonly result: T
  /** The most bytes at a time, pages that several share counted once (`Pss`). */
  readonly memory: number
  /** Seconds of all processors together: the same on a busy machine as on a quiet one. */
  readonly processor: number
}

export async function withUse<T>(work: () => Promise<T>): Promise<Used<T>> {
  let memory = 0
  const before = await ticksOfEach()
  const last = new Map(before)
  // those that end between two looks are counted as they were at the first: a little too low
  async function look(): Promise<void> {
    memory = Math.max(memory, await memoryNow())
    for (const [id, each] of await ticksOfEach()) last.set(id, each)
  }
  const timer = setInterval(() => void look(), lookMillis)
  try {
    const result = await work()
    await look()
    const used = [...last].map(([id, each]) => each - (before.get(id) ?? 0))
    return { result, memory, processor: used.reduce((sum, each) => sum + each, 0) / ticks }
  } finally {
    clearInterval(timer)
  }
}

async function memoryNow(): Promise<number> {
  const all = await Promise.all((await programsBelow()).map(memoryOf))
  return all.reduce((sum, each) => sum + each, 0)
}

/** Clock ticks a second: `getconf CLK_TCK` is 100 on Linux. */
const ticks = 100

/** Ticks that each program has used, those that it started not counted in. */
async function ticksOfEach(): Promise<ReadonlyMap<string, number>> {
  const all = await Promise.all(
    (await programsBelow()).map(async (id) => {
      const [user, system] = (await statOf(id)).slice(11, 13)
      return [id, Number(user ?? 0) + Number(system ?? 0)] as const
    }),
  )
  return new Map(all)
}

async function programsBelow(): Promise<readonly string[]> {
  const parents = await parentsOfAll()
  return [...parents.keys()].filter((id) => isBelow(id, parents))
}

async function parentsOfAll(): Promise<ReadonlyMap<string, string>> {
  const names = await readText('/proc', async (path) => await readdir(path), [])
  const ids = names.filter((name) => /^\d+$/.test(name))
  const all = await Promise.all(ids.map(async (id) => [id, (await statOf(id))[1] ?? ''] as const))
  return new Map(all)
}

/** "pid (comm) state ppid …" from the state on: the name may hold anything, but ends with the last bracket. */
async function statOf(id: string): Promise<readonly string[]> {
  const text = await readText(join('/proc', id, 'stat'), read, '')
  return text.slice(text.lastIndexOf(')') + 2).split(' ')
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
