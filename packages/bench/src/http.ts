import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'

import { z } from 'zod'

import { median } from './median.ts'
import { startTarget } from './target.ts'
import type { Target } from './target.ts'

const run = promisify(execFile)

/** As many connections as keep one server busy. */
const connections = 32
const seconds = 2

/** Many short rounds in turn: what else the machine does then falls on both alike. */
const rounds = 7
const bar = 0.7

/**
 * A route of the contract, with validation, against Fastify's bare hello, both as their own process
 * and in turn. What is compared is requests in a second of the server's processor time: the client
 * works as hard as the server, so that requests by the clock would tell of the client as well.
 *
 * @returns whether the median of the rounds' ratios keeps the bar
 */
export async function benchHttp(): Promise<boolean> {
  await using bare = await startTarget('http-target.ts', ['bare'])
  await using ours = await startTarget('http-target.ts', ['ours'])
  await measure(bare)
  await measure(ours)
  const all = []
  for (let round = 0; round < rounds; round += 1) {
    console.error(`http: round ${String(round + 1)} of ${String(rounds)} …`)
    all.push({ bare: await measure(bare), ours: await measure(ours) })
  }
  say(
    'bare Fastify hello',
    all.map((each) => each.bare),
  )
  say(
    'contract route with validation',
    all.map((each) => each.ours),
  )
  const ratio = median(all.map((each) => each.ours.perCpuSecond / each.bare.perCpuSecond))
  console.log(`http: ${ratio.toFixed(2)} (bar ≥ ${String(bar)} × bare Fastify)`)
  return ratio >= bar
}

interface Figures {
  readonly perSecond: number
  readonly perCpuSecond: number
}

function say(what: string, figures: readonly Figures[]): void {
  const perCpuSecond = median(figures.map((each) => each.perCpuSecond)).toFixed(0)
  const perSecond = median(figures.map((each) => each.perSecond)).toFixed(0)
  console.log(`${what}: ${perCpuSecond} requests/s of processor, ${perSecond} by the clock`)
}

async function measure(target: Target): Promise<Figures> {
  const before = await cpuSeconds(target)
  const { total, average } = await load(target.port)
  const used = (await cpuSeconds(target)) - before
  return { perSecond: average, perCpuSecond: total / used }
}

/** Seconds of processor time that it has used. */
async function cpuSeconds(target: Target): Promise<number> {
  return z.object({ micros: z.number() }).parse(await target.ask()).micros / 1e6
}

/** What `autocannon` prints. */
const Result = z.object({
  requests: z.object({ average: z.number(), total: z.number() }),
  non2xx: z.number(),
  errors: z.number(),
})

/** Many requests, by autocannon in a process of its own. */
async function load(port: number): Promise<z.infer<typeof Result>['requests']> {
  const program = createRequire(import.meta.url).resolve('autocannon')
  const words = [
    '--json',
    '--no-progress',
    `--connections=${String(connections)}`,
    `--duration=${String(seconds)}`,
    '--method=POST',
    '--headers=content-type=application/json',
    `--body=${JSON.stringify({ token: 'A'.repeat(43) })}`,
    `http://127.0.0.1:${String(port)}/api/invites/look`,
  ]
  const { stdout } = await run(process.execPath, [program, ...words], { timeout: loadMillis })
  const { requests, non2xx, errors } = Result.parse(JSON.parse(stdout))
  if (non2xx + errors > 0) throw new Error(`${String(non2xx + errors)} answers were no success`)
  return requests
}

/** Its seconds, its start and its sums. */
const loadMillis = 30_000
