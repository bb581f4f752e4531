import { rmSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { measureAppends } from './log-appends.ts'
import { measureHttp } from './log-http.ts'
import { measureVerify } from './log-verify.ts'

const mebibyte = 1024 * 1024

/** Entries a second; milliseconds; seconds and MiB. */
const bars = { appends: 50_000, http: 1000, httpP99: 1000, verifySeconds: 60, verifyMemory: 512 }

/** How much is done, at 1×, 10× and 100×: what each costs must not grow with what there is already. */
export interface LogWork {
  /** Batches of 256. */
  readonly appends: readonly number[]
  /** Entries a second, for so many seconds. */
  readonly http: { readonly perSecond: readonly number[]; readonly seconds: number }
  /** Entries of a log. */
  readonly verify: readonly number[]
}

const fullWork: LogWork = {
  appends: [20, 200, 2000],
  // a little over the bar, so that what is answered by the last answer is the bar
  http: { perSecond: [10, 100, 1020], seconds: 60 },
  verify: [10_000, 100_000, 1_000_000],
}

/** The first program that runs is slow in a way that no later one is. */
const warmUpBatches = 60

/**
 * Appends to a log, entries through HTTP, and the verification of a whole log, on the disk of the
 * system's temporary directory (`TMPDIR` names another).
 *
 * @returns whether each keeps its bar at the most work
 */
export async function benchLog(work: LogWork = fullWork): Promise<boolean> {
  const directory = await mkdtemp(join(tmpdir(), 'porchlight-bench-'))
  function wipe(): void {
    rmSync(directory, { recursive: true, force: true })
  }
  // a bench that is stopped leaves no gigabytes behind
  process.once('exit', wipe)
  try {
    console.log(`log: on the disk of ${directory}`)
    const kept = [
      await benchAppends(directory, work.appends),
      await benchHttp(directory, work.http),
      await benchVerify(directory, work.verify),
    ]
    return kept.every(Boolean)
  } finally {
    process.off('exit', wipe)
    await rm(directory, { recursive: true, force: true })
  }
}

async function benchAppends(directory: string, scales: readonly number[]): Promise<boolean> {
  await measureAppends(await madeIn(directory, 'warm-up'), Math.min(warmUpBatches, ...scales))
  let last = Number.NaN
  for (const batches of scales) {
    const parent = await madeIn(directory, `appends-${String(batches)}`)
    const { entries, perSecond, plainPerSecond } = await measureAppends(parent, batches)
    const ratio = (perSecond / plainPerSecond).toFixed(2)
    console.log(
      `appends: ${whole(entries)} entries at ${whole(perSecond)}/s, ${ratio} × the files alone (${whole(plainPerSecond)}/s)`,
    )
    last = perSecond
  }
  console.log(`log appends: ${whole(last)} entries/s (bar ≥ ${whole(bars.appends)})`)
  return last >= bars.appends
}

async function benchHttp(
  directory: string,
  { perSecond: rates, seconds }: LogWork['http'],
): Promise<boolean> {
  let last = { perSecond: Number.NaN, p99: Number.NaN }
  for (const perSecond of rates) {
    console.error(`log: ${whole(perSecond)} entries/s for ${whole(seconds)} s …`)
    const parent = await madeIn(directory, `http-${String(perSecond)}`)
    const figures = await measureHttp(parent, { perSecond, seconds })
    const { p50, p99, worst, processor } = figures
    console.log(
      `http: ${whole(perSecond)} entries/s sent, ${figures.perSecond.toFixed(1)} answered; p50 ${whole(p50)} ms, p99 ${whole(p99)} ms, worst ${whole(worst)} ms; ${processor.toFixed(2)} processors`,
    )
    last = figures
  }
  const { http, httpP99 } = bars
  console.log(`log http: ${whole(last.perSecond)} entries/s (bar ≥ ${whole(http)})`)
  console.log(`log http: p99 ${whole(last.p99)} ms (bar ≤ ${whole(httpP99)} ms)`)
  return last.perSecond >= http && last.p99 <= httpP99
}

async function benchVerify(directory: string, scales: readonly number[]): Promise<boolean> {
  let last = { seconds: Number.NaN, memory: Number.NaN }
  for (const entries of scales) {
    console.error(`log: building ${whole(entries)} entries …`)
    const figures = await measureVerify(directory, entries)
    const memory = whole(figures.memory / mebibyte)
    const perSecond = whole(entries / figures.seconds)
    console.log(
      `verify: ${whole(entries)} entries in ${figures.seconds.toFixed(1)} s (${perSecond}/s), ${memory} MiB`,
    )
    last = figures
  }
  const { verifySeconds, verifyMemory } = bars
  console.log(`log verify: ${last.seconds.toFixed(1)} s (bar ≤ ${whole(verifySeconds)} s)`)
  const memory = last.memory / mebibyte
  console.log(`log verify: ${whole(memory)} MiB (bar ≤ ${whole(verifyMemory)} MiB)`)
  return last.seconds <= verifySeconds && memory <= verifyMemory
}

async function madeIn(directory: string, name: string): Promise<string> {
  const path = join(directory, name)
  await mkdir(path)
  return path
}

function whole(value: number): string {
  return value.toFixed(0)
}
