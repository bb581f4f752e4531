import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { z } from 'zod'

import { pacedP99 } from './feed-pace.ts'
import { median } from './median.ts'
import { startTarget } from './target.ts'
import type { Target } from './target.ts'

const run = promisify(execFile)

/** Many short rounds in turn: what else the machine does then falls on both alike. */
const rounds = 5
const seconds = 3
const connections = 500

/** Clients come by a clock, not all at once: a thousand in a second are three hundred thousand in five minutes. */
const rates = [10, 100, 1000]

const barRatio = 0.5
const barMillis = 20

/**
 * The feed and its proof, read from a whole instance, against bare `node:http` that sends as many bytes:
 * first as fast as they go, in requests per second of the server's processor time; then so many in a
 * second over 500 connections, and how long each takes.
 *
 * @returns whether the medians of the rounds keep the bars
 */
export async function benchFeed(): Promise<boolean> {
  await using directory = await temporary()
  await using bare = await startTarget('feed-target.ts', ['bare'])
  await using ours = await startTarget('feed-target.ts', ['ours', directory.path])
  const ratios: number[] = []
  for (const path of ['/feed/1', '/feed/latest']) ratios.push(await compare(path, { bare, ours }))
  const kept: boolean[] = []
  for (const perSecond of rates) kept.push(await keepsPace(perSecond, { bare, ours }))
  const ratio = Math.min(...ratios)
  console.log(`feed: ${ratio.toFixed(2)} (bar ≥ ${String(barRatio)} × bare node:http)`)
  return ratio >= barRatio && kept.every(Boolean)
}

/** @returns whether the median of the rounds keeps the bar at this rate */
async function keepsPace(perSecond: number, { bare, ours }: Targets): Promise<boolean> {
  const waits: { readonly bare: number; readonly ours: number }[] = []
  for (let round = 0; round < rounds; round += 1)
    waits.push({ bare: await pacedAt(bare, perSecond), ours: await pacedAt(ours, perSecond) })
  const p99 = median(waits.map((each) => each.ours))
  const peer = median(waits.map((each) => each.bare))
  console.log(
    `feed: p99 ${p99.toFixed(1)} ms (bare ${peer.toFixed(1)} ms) at ${String(connections)} connections and ${String(perSecond)} requests/s (bar ≤ ${String(barMillis)} ms)`,
  )
  // where bare node:http is too slow as well, it is the machine that is measured
  if (peer > barMillis)
    console.error(`feed: too busy here to tell of ${String(barMillis)} ms; held against bare × 2`)
  return p99 <= Math.max(barMillis, peer > barMillis ? 2 * peer : 0)
}

interface Directory extends AsyncDisposable {
  readonly path: string
}

async function temporary(): Promise<Directory> {
  const path = await mkdtemp(join(tmpdir(), 'porchlight-feed-bench-'))
  return {
    path,
    [Symbol.asyncDispose]: async () => {
      await rm(path, { recursive: true, force: true })
    },
  }
}

interface Targets {
  readonly bare: Target
  readonly ours: Target
}

async function compare(path: string, { bare, ours }: Targets): Promise<number> {
  // both warm
  await measure(bare, path)
  await measure(ours, path)
  const all = []
  for (let round = 0; round < rounds; round += 1) {
    console.error(`feed: ${path}, round ${String(round + 1)} of ${String(rounds)} …`)
    all.push({ bare: await measure(bare, path), ours: await measure(ours, path) })
  }
  for (const name of ['bare', 'ours'] as const)
    console.log(
      `${path} ${name}: ${median(all.map((each) => each[name])).toFixed(0)} requests/s of processor`,
    )
  return median(all.map((each) => each.ours / each.bare))
}

async function pacedAt({ port }: Target, perSecond: number): Promise<number> {
  const url = `http://127.0.0.1:${String(port)}/feed/1`
  return await pacedP99({ url, connections, perSecond, seconds })
}

/** Requests in a second of the server's processor time. */
async function measure(target: Target, path: string): Promise<number> {
  const before = await cpuSeconds(target)
  const total = await load(target.port, path)
  return total / ((await cpuSeconds(target)) - before)
}

async function cpuSeconds(target: Target): Promise<number> {
  return z.object({ micros: z.number() }).parse(await target.ask()).micros / 1e6
}

/** What `autocannon` prints. */
const Result = z.object({
  requests: z.object({ total: z.number() }),
  non2xx: z.number(),
  errors: z.number(),
})

/** How many requests are answered as fast as they go, by autocannon in a process of its own. */
async function load(port: number, path: string): Promise<number> {
  const program = createRequire(import.meta.url).resolve('autocannon')
  const words = [
    '--json',
    '--no-progress',
    `--connections=${String(connections)}`,
    `--duration=${String(seconds)}`,
    `http://127.0.0.1:${String(port)}${path}`,
  ]
  const { stdout } = await run(process.execPath, [program, ...words], { timeout: loadMillis })
  const { requests, non2xx, errors } = Result.parse(JSON.parse(stdout))
  if (non2xx + errors > 0) throw new Error(`${String(non2xx + errors)} answers were no success`)
  return requests.total
}

/** Its seconds, its start and its sums. */
const loadMillis = 30_000
