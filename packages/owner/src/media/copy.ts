import { rm, stat, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'

import { Fault } from '@porchlight/core'

import { BoxError } from '../redact/box.ts'
import { proveCopy } from '../redact/prove.ts'
import type { CopyFacts } from '../redact/prove.ts'
import type { EditPlan } from '../redact/plan.ts'
import { stripMp4 } from '../redact/strip.ts'
import { openByteFile } from './byte-file-node.ts'
import { coverFilters } from './cover.ts'
import type { Probe } from './probe.ts'
import { runTool } from './tool.ts'

/** Encoding on a slow machine takes a few times as long as the video; much more is a file made to keep us busy. */
const limitPerSecond = 30_000
const leastLimitMillis = 10 * 60_000

/** How finely a cut is meant: a twentieth of a frame. */
const secondsDigits = 3

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
 * @throws {Fault} `clip/cannot-decode`, `clip/cut-outside`, `tool/missing`
 * @throws the signal's reason
 */
export async function makeCopy(given: CopyInput): Promise<CopyFacts> {
  const input = { ...given, source: resolve(given.source), target: resolve(given.target) }
  const encoded = `${input.target}.encoded`
  try {
    await encode(input, encoded)
    await strip(encoded, input)
  } finally {
    await rm(encoded, { force: true })
  }
  const facts = await proven(input.target)
  input.progress?.(1)
  return facts
}

async function encode(input: CopyInput, target: string): Promise<void> {
  const seconds = secondsOf(input)
  const filters = `${target}.filters`
  try {
    await writeFile(filters, filtersFor(input), { mode: 0o600 })
    await writeFile(target, '', { mode: 0o600 })
    await encodeBy(filters, { input, target, seconds })
  } finally {
    await rm(filters, { force: true })
  }
}

async function encodeBy(
  filters: string,
  {
    input,
    target,
    seconds,
  }: { readonly input: CopyInput; readonly target: string; readonly seconds: number | null },
): Promise<void> {
  const well = await runTool('ffmpeg', {
    args: argumentsFor(input, { filters, target }),
    reads: [input.source, filters],
    writes: [target],
    limitMillis: Math.max(leastLimitMillis, (seconds ?? 0) * limitPerSecond),
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

async function proven(target: string): Promise<CopyFacts> {
  await using copy = await openByteFile(target)
  const verdict = await proveCopy(copy)
  if (!verdict.clean) throw new Error(`A copy is not clean: ${verdict.because}`)
  return verdict.facts
}

/** Length of the copy; null where the original does not tell its own. */
function secondsOf({ cut, probe }: CopyInput): number | null {
  const { seconds } = probe.media
  if (cut === null) return seconds
  const outside = cut.from >= cut.to || cut.from < 0 || (seconds !== null && cut.from >= seconds)
  if (outside) throw new Fault('clip/cut-outside')
  return Math.min(cut.to, seconds ?? cut.to) - cut.from
}

/** Too long for an argument where boxes move. */
function filtersFor({ cut, boxes = [], masks = [] }: CopyInput): string {
  const even = 'crop=trunc(iw/2)*2:trunc(ih/2)*2'
  return [even, ...coverFilters({ cut, boxes, masks })].join(',')
}

function argumentsFor(
  { source, probe, cut, audio }: CopyInput,
  { filters, target }: { readonly filters: string; readonly target: string },
): readonly string[] {
  const sound = audio === 'kept' ? words('-map 0:a:0? -c:a aac -flags:a +bitexact') : []
  return [
    ...words('-hide_banner -nostdin -loglevel quiet -progress pipe:1 -y'),
    ...words(`-protocol_whitelist file,pipe -f ${probe.container}`),
    ...(cut === null ? [] : words(`-ss ${cut.from.toFixed(secondsDigits)}`)),
    '-i',
    `file:${source}`,
    ...(cut === null ? [] : words(`-t ${(cut.to - cut.from).toFixed(secondsDigits)}`)),
    ...words('-map 0:v:0'),
    ...sound,
    ...picture,
    '-filter_script:v',
    filters,
    ...nothingElse,
    '-f',
    'mp4',
    `file:${target}`,
  ]
}

/** As good as the eye sees, playable everywhere; pictures in the order shown, so that no edit list is needed. */
const picture = words('-c:v libx264 -preset veryfast -crf 20 -bf 0 -pix_fmt yuv420p')

/** Type 6 is the supplemental information in which encoders and cameras leave their marks (ITU-T H.264 table 7-1). */
const nothingElse = [
  ...words('-map_metadata -1 -map_chapters -1 -sn -dn'),
  ...words('-fflags +bitexact -flags:v +bitexact -bsf:v filter_units=remove_types=6'),
  ...words('-movflags +faststart'),
]

/** Arguments without spaces in them. */
function words(text: string): readonly string[] {
  return text.split(' ')
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
