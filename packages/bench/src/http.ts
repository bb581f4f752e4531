import { execFile, spawn } from 'node:child_process'
import type { ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'

import { z } from 'zod'

import { median } from './median.ts'

const run = promisify(execFile)

/** As many connections as keep one server busy. */
const connections = 32
const seconds = 2

/** Many short rounds in turn: what else the machine does then falls on both alike. */
const rounds = 7
const bar = 0.7

/**
 * A route of the contract, with validation, against Fastify's bare hello, both as their own process
 * and in turn.
 *
 * @returns whether the median of the rounds' ratios keeps the bar
 */
export async function benchHttp(): Promise<boolean> {
  await using bare = await startTarget('bare')
  await using ours = await startTarget('ours')
  await load(bare)
  await load(ours)
  const all = []
  for (let round = 0; round < rounds; round += 1) {
    console.error(`http: round ${String(round + 1)} of ${String(rounds)} …`)
    all.push({ bare: await load(bare), ours: await load(ours) })
  }
  const ratio = median(all.map((each) => each.ours / each.bare))
  const rates = {
    bare: median(all.map((each) => each.bare)),
    ours: median(all.map((each) => each.ours)),
  }
  console.log(
    `bare Fastify hello: ${rates.bare.toFixed(0)} requests/s (median of ${String(rounds)})`,
  )
  console.log(`contract route with validation: ${rates.ours.toFixed(0)} requests/s`)
  console.log(`http: ${ratio.toFixed(2)} (bar ≥ ${String(bar)} × bare Fastify)`)
  return ratio >= bar
}

/** A server that has not said its port by then has failed. */
const startMillis = 20_000

const Line = z.tuple([z.instanceof(Buffer)])

interface Target extends AsyncDisposable {
  readonly port: number
}

async function startTarget(mode: 'bare' | 'ours'): Promise<Target> {
  const file = join(import.meta.dirname, 'http-target.ts')
  const child = spawn(process.execPath, [...process.execArgv, file, mode], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  // one that was never stopped would keep this process waiting for ever
  async function stop(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }
  try {
    const port = await portOf(child)
    return { port, [Symbol.asyncDispose]: stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** What it prints first; refused when it ends or is late. */
async function portOf(child: ChildProcessByStdio<null, Readable, null>): Promise<number> {
  const settled = new AbortController()
  const signal = AbortSignal.any([settled.signal, AbortSignal.timeout(startMillis)])
  try {
    const ended = once(child, 'exit', { signal }).then(() => {
      throw new Error('A server ended before it said its port')
    })
    const [line] = Line.parse(await Promise.race([once(child.stdout, 'data', { signal }), ended]))
    return Number(line.toString())
  } finally {
    settled.abort()
  }
}

/** What `autocannon` prints. */
const Result = z.object({
  requests: z.object({ average: z.number() }),
  non2xx: z.number(),
  errors: z.number(),
})

/** Requests a second, by autocannon in a process of its own. */
async function load({ port }: Target): Promise<number> {
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
  return requests.average
}

/** Its seconds, its start and its sums. */
const loadMillis = 30_000
