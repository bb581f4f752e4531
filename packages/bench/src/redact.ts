import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { openCopyPage } from '@porchlight/e2e'
import type { CopyPage } from '@porchlight/e2e'
import type { DrawnBox } from '@porchlight/owner'
import { makeCopy, probe, sandboxKind } from '@porchlight/owner/node'

import { median } from './median.ts'
import { plainInPage } from './redact-peer.ts'
import { likeness, makeSource, repeated } from './redact-source.ts'
import type { Source, SourceSize } from './redact-source.ts'
import { withUse } from './used.ts'
import type { Used } from './used.ts'

const run = promisify(execFile)
const mebibyte = 1024 * 1024

/** Times as fast as it plays, with four boxes. */
const bars = { hub: 1.2, browser: 2 }

/** A run that takes this long is out of order. */
const runMillis = 600_000

export interface RedactWork extends SourceSize {
  readonly rounds: number
  /** Times the length, with four boxes. */
  readonly lengths: readonly number[]
  /** At the plain length. */
  readonly boxes: readonly number[]
}

const fullWork: RedactWork = {
  width: 1920,
  height: 1080,
  seconds: 12,
  rounds: 3,
  lengths: [1, 3],
  boxes: [0, 4, 16],
}

/** What makes a copy of the cut with boxes, and what does the same work without boxes, fence and proof. */
interface Way {
  readonly name: 'hub' | 'browser'
  readonly peer: string
  readonly copy: (source: Source, boxes: readonly DrawnBox[]) => Promise<Timed>
  readonly plain: (source: Source) => Promise<Timed>
}

interface Timed {
  readonly seconds: number
  /** The copy. */
  readonly path: string
}

/**
 * A cut with boxes that move, made by the hub and by the browser, each in turn with a plain encoder at the same
 * settings.
 *
 * @returns whether the medians keep the bars
 */
export async function benchRedact(work: RedactWork = fullWork): Promise<boolean> {
  const directory = await mkdtemp(join(tmpdir(), 'porchlight-bench-redact-'))
  function wipe(): void {
    rmSync(directory, { recursive: true, force: true })
  }
  // a bench that is stopped leaves nothing behind
  process.once('exit', wipe)
  try {
    console.error('redact: a recording is made …')
    const source = await makeSource(directory, work)
    const hub = await benchWay(hubWay(directory), { source, work })
    await using page = await openCopyPage()
    const browser = await benchWay(browserWay(directory, page), { source, work })
    return hub && browser
  } finally {
    process.off('exit', wipe)
    await rm(directory, { recursive: true, force: true })
  }
}

interface Setting {
  readonly source: Source
  readonly work: RedactWork
}

async function benchWay(way: Way, { source, work }: Setting): Promise<boolean> {
  const rounds: Round[] = []
  for (let round = 0; round < work.rounds; round += 1) {
    console.error(`redact: ${way.name}, round ${String(round + 1)} of ${String(work.rounds)} …`)
    const ours = await way.copy(source, boxesOf(4))
    const plain = await way.plain(source)
    const like = await likeness(ours.path, { path: source.path, from: cutOf(source).from })
    rounds.push({ ours: ours.seconds, plain: plain.seconds, like })
  }
  const seconds = cutSeconds(source)
  const [speeds, others] = (['ours', 'plain'] as const).map((which) =>
    rounds.map((round) => seconds / round[which]),
  )
  const speed = median(speeds ?? [])
  console.log(
    `${way.name}: ${fine(speed)} × real time with four boxes (bar ≥ ${String(bars[way.name])}); runs ${listed(speeds)}; ${way.peer}: ${listed(others)}`,
  )
  const ratio = median(rounds.map(({ ours, plain }) => plain / ours))
  const like = median(rounds.map((round) => round.like))
  console.log(
    `${way.name}: ${fine(ratio)} × the peer; beside the boxes SSIM ${like.toFixed(4)} to the original`,
  )
  await sayCosts(way, { source, work })
  return speed >= bars[way.name]
}

/** Seconds of ours and of the peer, with nobody looking on, and how like ours is to the original. */
interface Round {
  readonly ours: number
  readonly plain: number
  readonly like: number
}

/**
 * What a copy takes, and how that grows with length and with boxes. Whoever looks at a program's memory stops it
 * for that while (a browser's takes a fifth longer), so these runs tell no time.
 */
async function sayCosts(way: Way, { source, work }: Setting): Promise<void> {
  const peer = await withUse(async () => await way.plain(source))
  console.log(`${way.name}: the peer ${used(peer, cutSeconds(source))}`)
  for (const times of work.lengths) {
    const long = times === 1 ? source : await repeated(source, times)
    const seconds = cutSeconds(long)
    const cost = await withUse(async () => await way.copy(long, boxesOf(4)))
    console.log(`${way.name}: ${seconds.toFixed(0)} s of video ${used(cost, seconds)}`)
  }
  for (const count of work.boxes) {
    const cost = await withUse(async () => await way.copy(source, boxesOf(count)))
    console.log(`${way.name}: ${String(count)} boxes ${used(cost, cutSeconds(source))}`)
  }
}

function used({ memory, processor }: Used<unknown>, seconds: number): string {
  return `took ${fine(processor / seconds)} processor seconds a second of video and ${mebibytes(memory)} at most`
}

/** A little is cut off at both ends. */
function cutOf({ seconds }: Source): { readonly from: number; readonly to: number } {
  return { from: 0.5, to: seconds - 0.5 }
}

function cutSeconds(source: Source): number {
  const { from, to } = cutOf(source)
  return to - from
}

/** Boxes of a tenth of the picture's sides that cross its left half. */
function boxesOf(count: number): readonly DrawnBox[] {
  return Array.from({ length: count }, (_, at) => {
    const y = (at + 0.5) / (count + 1)
    const size = { width: 0.1, height: 0.1 }
    const keyFrames = [
      { at: 0, box: { x: 0.02, y, ...size } },
      { at: 12, box: { x: 0.36, y: y * 0.9, ...size } },
    ]
    return { from: 0, to: 3600, keyFrames }
  })
}

function hubWay(directory: string): Way {
  const path = join(directory, 'hub.mp4')
  return {
    name: 'hub',
    peer: `a plain ffmpeg (ours in ${sandboxKind()})`,
    copy: async (source, boxes) => {
      const found = await probe(source.path)
      const seconds = await timed(async () => {
        const cut = cutOf(source)
        const given = { source: source.path, probe: found, target: path, cut, boxes }
        await makeCopy({ ...given, audio: 'removed' })
      })
      return { seconds, path }
    },
    plain: async (source) => {
      const { from } = cutOf(source)
      const span = ['-ss', String(from), '-i', source.path, '-t', String(cutSeconds(source))]
      const codec = '-an -c:v libx264 -preset veryfast -crf 20 -bf 0 -pix_fmt yuv420p'.split(' ')
      const target = join(directory, 'plain.mp4')
      const words = ['-v', 'error', '-nostdin', '-y', ...span, ...codec, target]
      const seconds = await timed(async () => await run('ffmpeg', words, { timeout: runMillis }))
      return { seconds, path: target }
    },
  }
}

function browserWay(directory: string, page: CopyPage): Way {
  const path = join(directory, 'browser.mp4')
  return {
    name: 'browser',
    peer: 'a plain mediabunny',
    copy: async (source, boxes) => {
      const job = { path: source.path, name: 'camera.mp4', cut: cutOf(source), sound: false, boxes }
      const { bytes, says, seconds } = await page.copy(job)
      if (bytes === null) throw new Error(`The browser made no copy: ${says}`)
      await writeFile(path, bytes)
      return { seconds, path }
    },
    plain: async (source) => ({
      seconds: await plainInPage(page, source.path, cutOf(source)),
      path,
    }),
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

function mebibytes(bytes: number): string {
  return `${(bytes / mebibyte).toFixed(0)} MiB`
}

function listed(values: readonly number[] = []): string {
  return values.map(fine).join(' ')
}

function fine(value: number): string {
  return value.toFixed(2)
}
