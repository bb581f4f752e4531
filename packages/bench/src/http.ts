import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

import { z } from 'zod'

import { median } from './median.ts'

/** Two cores: as many connections as keep one server busy. */
const connections = 32
const seconds = 4
const rounds = 3
const bar = 0.7

const Result = z.object({
  requests: z.object({ average: z.number() }),
  non2xx: z.number(),
  errors: z.number(),
})

/**
 * A route of the contract, with validation, against Fastify's bare hello, both as their own process
 * and in turn.
 *
 * @returns whether the ratio of the medians is above the bar
 */
export async function benchHttp(): Promise<boolean> {
  const bare = await target('bare')
  const ours = await target('ours')
  const figures = { bare: [0], ours: [0] }
  try {
    for (let round = 0; round < rounds; round += 1) {
      figures.bare.push(await load(bare.port))
      figures.ours.push(await load(ours.port))
    }
  } finally {
    bare.process.kill()
    ours.process.kill()
  }
  const [bareRate, oursRate] = [median(figures.bare.slice(1)), median(figures.ours.slice(1))]
  const ratio = oursRate / bareRate
  console.log(`bare Fastify hello: ${bareRate.toFixed(0)} req/s (median of ${String(rounds)})`)
  console.log(`contract route with validation: ${oursRate.toFixed(0)} req/s`)
  console.log(`http: ${ratio.toFixed(2)} (bar ≥ ${String(bar)} × bare Fastify)`)
  return ratio >= bar
}

/** A server that has not said its port by then has failed. */
const startMillis = 10_000

const Line = z.tuple([z.instanceof(Buffer)])

interface Target {
  readonly process: ChildProcess
  readonly port: number
}

async function target(mode: 'bare' | 'ours'): Promise<Target> {
  const file = join(import.meta.dirname, 'http-target.ts')
  const child = spawn(process.execPath, [...process.execArgv, file, mode], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const signal = AbortSignal.timeout(startMillis)
  const [line] = Line.parse(await once(child.stdout, 'data', { signal }))
  return { process: child, port: Number(line.toString()) }
}

/** Requests a second, by autocannon in a process of its own. */
async function load(port: number): Promise<number> {
  const program = createRequire(import.meta.url).resolve('autocannon')
  const body = JSON.stringify({ token: 'A'.repeat(43) })
  const child = spawn(
    process.execPath,
    [
      program,
      '--json',
      '--no-progress',
      `--connections=${String(connections)}`,
      `--duration=${String(seconds)}`,
      '--method=POST',
      '--headers=content-type=application/json',
      `--body=${body}`,
      `http://127.0.0.1:${String(port)}/api/invites/look`,
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  )
  const { requests, non2xx, errors } = Result.parse(JSON.parse(await text(child.stdout)))
  if (non2xx + errors > 0) throw new Error(`${String(non2xx + errors)} answers were no success`)
  return requests.average
}
