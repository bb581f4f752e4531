import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { inspect, nothingSaid, runWriter } from './world.ts'
import type { Said } from './world.ts'

/**
 * Calls that change what is on the disk and that nothing else in the program makes: Node itself opens
 * files and writes to its own pipes, and fails at its start where those are disturbed.
 */
const calls = ['mkdir', 'rename', 'fsync', 'fdatasync', 'pwrite64', 'unlink', 'ftruncate'] as const

const faults = ['error=EIO', 'error=ENOSPC', 'signal=KILL'] as const

interface Site {
  readonly call: (typeof calls)[number]
  readonly at: number
}

export interface Fault {
  /** In strace's words. */
  readonly inject: string
  readonly wrong: readonly string[]
}

/**
 * Lets each call that changes the disk fail, once and from then on, while a writer opens its log,
 * recovers and appends; then starts again without the fault, and looks at everything.
 *
 * @param every looks at one site of so many: 1 for all
 */
export async function faultEverySite(
  every: number,
  tell: (done: number, all: number) => void,
): Promise<readonly Fault[]> {
  await using base = await temporary()
  const said = nothingSaid()
  await runWriter({ directory: base.path, batches: 3, said })
  const sites = await sitesOf(base.path)
  const injections = sites
    .filter((_, at) => at % every === 0)
    .flatMap(({ call, at }) =>
      faults.flatMap((fault) => {
        const once = `inject=${call}:${fault}:when=${String(at)}`
        return fault === 'signal=KILL' ? [once] : [once, `${once}+`]
      }),
    )
  const results: Fault[] = []
  for (const inject of injections) {
    results.push({ inject, wrong: await withFault(base.path, said, inject) })
    tell(results.length, injections.length)
  }
  return results
}

/** Where a whole run makes such a call; strace counts the calls of each thread by itself. */
async function sitesOf(base: string): Promise<readonly Site[]> {
  await using copy = await copyOf(base)
  const trace = join(copy.path, 'trace')
  const wrapper = ['strace', '-f', '-qq', '-e', `trace=${calls.join(',')}`, '-o', trace]
  await runWriter({ directory: copy.path, batches: 3, said: nothingSaid(), wrapper })
  const counts = new Map<string, number>()
  const sites = new Map<string, Site>()
  for (const line of (await readFile(trace, 'utf8')).split('\n')) {
    const [, pid = '', name = ''] = /^(\d+) +(\w+)\(/.exec(line) ?? []
    const call = calls.find((known) => known === name)
    if (call === undefined) continue
    const at = (counts.get(`${pid} ${call}`) ?? 0) + 1
    counts.set(`${pid} ${call}`, at)
    sites.set(`${call} ${String(at)}`, { call, at })
  }
  return [...sites.values()]
}

async function withFault(base: string, before: Said, inject: string): Promise<readonly string[]> {
  await using copy = await copyOf(base)
  const directory = copy.path
  const said = { entries: new Map(before.entries), checkpoint: before.checkpoint }
  const call = /^inject=(\w+)/.exec(inject)?.[1] ?? ''
  const wrapper = ['strace', '-f', '-qq', '-e', `trace=${call}`, '-e', inject, '-o', '/dev/null']
  await runWriter({ directory, batches: 3, said, wrapper })
  const { status, ready } = await runWriter({ directory, batches: 1, said })
  if (!ready || status !== 0) return ['it does not start again']
  return await inspect(directory, said)
}

async function copyOf(base: string): Promise<{ path: string } & AsyncDisposable> {
  const copy = await temporary()
  await cp(base, copy.path, { recursive: true })
  return copy
}

export async function temporary(): Promise<{ path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'porchlight-crash-'))
  return {
    path,
    [Symbol.asyncDispose]: async () => {
      await rm(path, { recursive: true, force: true })
    },
  }
}
