import { rm, stat, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'

import { Fault } from '@porchlight/core'

import { BoxError } from '../redact/box.ts'
import { isLonger } from '../redact/length.ts'
import { proveCopy } from '../redact/prove.ts'
import type { CopyFacts } from '../redact/prove.ts'
import type { EditPlan } from '../redact/plan.ts'
import { stripMp4 } from '../redact/strip.ts'
import { openByteFile } from './byte-file-node.ts'
import { encodeWords, pictureFilters, readingOf } from './encode-words.ts'
import type { Reading } from './encode-words.ts'
import type { Probe } from './probe.ts'
import { runTool } from './tool.ts'

/** Encoding on a slow machine takes a few times as long as the video; much more is a file made to keep us busy. */
const limitPerSecond = 30_000
const leastLimitMillis = 10 * 60_000

export interface Cut {
  /** Seconds of the original. */
  readonly from: number
  readonly to: number
}

export interface CopyInput {
  readonly source: string
  readonly probe: Probe
  /** Where the copy goes; what is there is replaced. */
  readonly target: string
  /** Null for the whole length. */
  readonly cut: Cut | null
  readonly audio: 'removed' | 'kept'
  /** What is hidden in the pictures. */
  readonly boxes?: EditPlan['boxes']
  readonly masks?: EditPlan['masks']
  /** Told how much is done, 0 to 1. */
  readonly progress?: ((part: number) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * Makes the copy that may leave: every picture encoded anew, from the very frame of the cut, without
 * sound unless it is kept, without anything that the original says of itself. A stream copy would
 * keep the pictures before the cut, and what cameras write between the pictures. ffmpeg's file is
 * then rebuilt from its samples, and the result proven clean byte for byte.
 *
 * @throws {Fault} `clip/cannot-decode`, `clip/cut-outside`, `clip/not-clean`, `tool/missing`
 * @throws the signal's reason
 */
export async function makeCopy(given: CopyInput): Promise<CopyFacts> {
  const input = { ...given, source: resolve(given.source), target: resolve(given.target) }
  const asked = secondsOf(input)
  const near = readingOf(input, 'near')
  const facts = await attempt(input, near).catch((error: unknown) => {
    if (near.seek > 0 && isFault(error)) return null
    throw error
  })
  // ffmpeg landed behind the start of the cut: then everything before it is read
  const isWhole = facts !== null && (asked === null || facts.seconds > asked - shortSeconds)
  const result =
    isWhole || near.seek === 0 ? facts : await attempt(input, readingOf(input, 'start'))
  if (result === null) throw new Fault('clip/cannot-decode')
  input.progress?.(1)
  return result
}

/** A copy that lacks more than this was not cut where it should have been; or the original breaks off. */
const shortSeconds = 0.5

function isFault(error: unknown): boolean {
  return error instanceof Fault && error.code !== 'tool/missing'
}

async function attempt(input: CopyInput, reading: Reading): Promise<CopyFacts> {
  const encoded = `${input.target}.encoded`
  try {
    await encode(input, encoded, reading)
    await strip(encoded, input)
  } finally {
    await rm(encoded, { force: true })
  }
  return await proven(input)
}

async function encode(input: CopyInput, target: string, reading: Reading): Promise<void> {
  const filters = `${target}.filters`
  try {
    await writeFile(filters, pictureFilters(input, reading), { mode: 0o600 })
    await writeFile(target, '', { mode: 0o600 })
    await encodeBy(filters, { input, target, reading })
  } finally {
    await rm(filters, { force: true })
  }
}

interface Encoding {
  readonly input: CopyInput
  readonly target: string
  readonly reading: Reading
}

async function encodeBy(filters: string, { input, target, reading }: Encoding): Promise<void> {
  const seconds = secondsOf(input)
  const well = await runTool('ffmpeg', {
    args: encodeWords(input, { filters, target, reading }),
    reads: [input.source, filters],
    writes: [target],
    limitMillis: Math.max(leastLimitMillis, ((seconds ?? 0) + reading.lead) * limitPerSecond),
    signal: input.signal,
    output: progressReader((done) => {
      if (seconds !== null && seconds > 0) input.progress?.(Math.min(1, done / seconds))
    }),
  })
  if (!well || (await stat(target)).size === 0) throw new Fault('clip/cannot-decode')
}

async function strip(encoded: string, { target, signal }: CopyInput): Promise<void> {
  await using source = await openByteFile(encoded)
  try {
    await writeFile(target, stripMp4(source), { signal })
  } catch (error) {
    // without a picture ffmpeg writes a file that holds none
    if (error instanceof BoxError || error instanceof RangeError)
      throw new Fault('clip/cannot-decode', { cause: error })
    throw error
  }
}

/** What the proof does not let pass is deleted. */
async function proven(input: CopyInput): Promise<CopyFacts> {
  const facts = await cleanFacts(input.target)
  const seconds = secondsOf(input)
  if (facts !== null && (seconds === null || !isLonger(facts, seconds))) return facts
  await rm(input.target)
  throw new Fault('clip/not-clean')
}

async function cleanFacts(target: string): Promise<CopyFacts | null> {
  await using copy = await openByteFile(target)
  const verdict = await proveCopy(copy)
  return verdict.clean ? verdict.facts : null
}

/** Length of the copy; null where the original does not tell its own. */
function secondsOf({ cut, probe }: CopyInput): number | null {
  const { seconds } = probe.media
  if (cut === null) return seconds
  const outside = cut.from >= cut.to || cut.from < 0 || (seconds !== null && cut.from >= seconds)
  if (outside) throw new Fault('clip/cut-outside')
  return Math.min(cut.to, seconds ?? cut.to) - cut.from
}

/** Reads `-progress` output, lines of `key=value`; tells the seconds written so far. */
function progressReader(done: (seconds: number) => void): (text: string) => void {
  let rest = ''
  return (text) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const micros = /^out_time_us=(\d+)$/.exec(line)?.[1]
      if (micros !== undefined) done(Number(micros) / 1_000_000)
    }
  }
}
