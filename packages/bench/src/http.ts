import { execFile, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { join } from 'node:path'
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
 * and in turn. What is compared is requests in a second of the server's processor time: the client
 * works as hard as the server, so that requests by the clock would tell of the client as well.
 *
 * @returns whether the median of the rounds' ratios keeps the bar
 */
export async function benchHttp(): Promise<boolean> {
  await using bare = await startTarget('bare')
  await using ours = await startTarget('ours')
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

/** A server that has not said its port by then has failed; nor does a question take so long. */
const answerMillis = 20_000

class Target implements AsyncDisposable {
  readonly port: number
  readonly #child: ChildProcess

  constructor(child: ChildProcess, port: number) {
    this.port = port
    this.#child = child
  }

  /** Seconds of processor time that it has used. */
  async cpuSeconds(): Promise<number> {
    const answer = answerOf(this.#child)
    this.#child.send('cpu')
    return z.object({ micros: z.number() }).parse(await answer).micros / 1e6
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await stop(this.#child)
  }
}

async function startTarget(mode: 'bare' | 'ours'): Promise<Target> {
  const file = join(import.meta.dirname, 'http-target.ts')
  const child = spawn(process.execPath, [...process.execArgv, file, mode], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  try {
    const { port } = z.object({ port: z.number() }).parse(await answerOf(child))
    return new Target(child, port)
  } catch (error) {
    await stop(child)
    throw error
  }
}

/** What it says next; refused when it ends or is late. */
async function answerOf(child: ChildProcess): Promise<unknown> {
  const settled = new AbortController()
  const signal = AbortSignal.any([settled.signal, AbortSignal.timeout(answerMillis)])
  try {
    const said = once(child, 'message', { signal })
    const ended = once(child, 'exit', { signal }).then(() => {
      throw new Error('A server ended before its answer')
    })
    const [answer] = z.tuple([z.unknown()], z.unknown()).parse(await Promise.race([said, ended]))
    return answer
  } finally {
    settled.abort()
  }
}

/** One that was never stopped would keep this process waiting for ever. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

async function measure(target: Target): Promise<Figures> {
  const before = await target.cpuSeconds()
  const { total, average } = await load(target.port)
  const used = (await target.cpuSeconds()) - before
  return { perSecond: average, perCpuSecond: total / used }
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
