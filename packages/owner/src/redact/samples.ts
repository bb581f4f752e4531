import { BoxError, onlyBox, viewOf } from './box.ts'
import type { Box } from './box.ts'
import { long, tableOf } from './table.ts'
import type { Table } from './table.ts'

/** Where a sample lies in the file. */
export interface Place {
  readonly offset: number
  readonly size: number
}

/** One picture, or one packet of sound: where it lies, and when it is shown. */
export interface Sample extends Place {
  /** In units of the track. */
  readonly duration: number
  /** From when it is decoded to when it is shown. */
  readonly shift: number
  /** Whether playing can begin here. */
  readonly sync: boolean
}

/** One after another, as often as they are asked for: read where they stand, since to hold them takes far more memory. */
export interface Series<One> extends Iterable<One> {
  readonly length: number
}

/** Of all tracks: a day of 60 pictures a second with its sound. */
const maxSamples = 10_000_000

/** What a sample takes of its file at the least: its line in the table of sizes, and a few bytes. */
const leastSampleBytes = 8

/** More than any encoder makes of one picture; a sample is held in memory as a whole. */
export const maxSampleBytes = 32 * 1024 ** 2

/**
 * Holds the samples that tracks claim against the file in which they are to lie: a table of 20 bytes claims any number
 * of equal ones.
 *
 * @throws {BoxError | RangeError} where the file has no room for them
 */
export function checkRoom(tracks: readonly (readonly Box[])[], fileBytes: number): void {
  const sizes = tracks.map(sizesIn)
  const samples = sizes.reduce((sum, { count }) => sum + count, 0)
  if (samples > maxSamples || sizes.reduce((sum, one) => sum + leastBytesOf(one), 0) > fileBytes)
    throw new BoxError('More samples than the file has room for')
}

/** The samples of a track, from its tables (ISO/IEC 14496-12 sections 8.6 and 8.7). */
export function readSamples(stbl: readonly Box[]): Series<Sample> {
  return { length: sizesIn(stbl).count, [Symbol.iterator]: () => samplesIn(stbl) }
}

/** The same without so many at the front. */
export function behind<One>(samples: Series<One>, first: number): Series<One> {
  return {
    length: samples.length - first,
    *[Symbol.iterator]() {
      let at = 0
      for (const sample of samples) {
        if (at >= first) yield sample
        at += 1
      }
    },
  }
}

/**
 * @yields where they lie is not held against the file
 * @throws {BoxError | RangeError} where the tables do not agree
 */
function* samplesIn(stbl: readonly Box[]): Generator<Sample, void, undefined> {
  const { count } = sizesIn(stbl)
  const duration = inTurn(tableIn(stbl, 'stts', 2), count)
  const shift = has(stbl, 'ctts') ? inTurn(tableIn(stbl, 'ctts', 2), count) : () => 0
  // "If the sync sample box is not present, every sample is a sync sample"
  const isSync = has(stbl, 'stss') ? listed(tableIn(stbl, 'stss', 1)) : () => true
  let number = 0
  for (const { offset, size } of placesIn(stbl)) {
    if (size > maxSampleBytes) throw new BoxError('A sample of an impossible size')
    number += 1
    yield { offset, size, duration: duration(), shift: shift(), sync: isSync(number) }
  }
}

/**
 * Where the samples of a track lie: one after another in their chunk.
 *
 * @yields one at a time; nothing is held against the file
 * @throws {BoxError | RangeError} where the tables do not agree
 */
export function* placesIn(stbl: readonly Box[]): Generator<Place, void, undefined> {
  const sizes = sizesIn(stbl)
  const chunks = chunksIn(stbl)
  const runs = tableIn(stbl, 'stsc', 3)
  checkRising(runs, 0)
  let [at, begun] = [0, 0]
  for (let chunk = 0; chunk < chunks.count && at < sizes.count; chunk += 1) {
    // "first_chunk", from 1
    while (begun < runs.count && runs.word(begun, 0) <= chunk + 1) begun += 1
    const end = Math.min(at + (begun === 0 ? 0 : runs.word(begun - 1, 1)), sizes.count)
    for (let offset = chunks.offset(chunk); at < end; at += 1) {
      const size = sizes.size(at)
      yield { offset, size }
      offset += size
    }
  }
  if (at < sizes.count) throw new BoxError('Samples outside every chunk')
}

interface Sizes {
  readonly count: number
  /** Of all; 0 where each has its own. */
  readonly same: number
  readonly size: (sample: number) => number
}

function sizesIn(stbl: readonly Box[]): Sizes {
  const { body } = onlyBox(stbl, 'stsz')
  const view = viewOf(body)
  const same = view.getUint32(4)
  if (same !== 0) return { count: view.getUint32(8), same, size: () => same }
  const { count, word } = tableOf(body, 1, 8)
  return { count, same, size: (sample) => word(sample, 0) }
}

function leastBytesOf({ count, same, size }: Sizes): number {
  if (same !== 0) return count * Math.max(same, leastSampleBytes)
  let sum = 0
  for (let at = 0; at < count; at += 1) sum += Math.max(size(at), leastSampleBytes)
  return sum
}

function chunksIn(stbl: readonly Box[]): {
  readonly count: number
  readonly offset: (chunk: number) => number
} {
  if (has(stbl, 'co64')) {
    const { count, word } = tableIn(stbl, 'co64', 2)
    return { count, offset: (chunk) => long(word(chunk, 0), word(chunk, 1)) }
  }
  const { count, word } = tableIn(stbl, 'stco', 1)
  return { count, offset: (chunk) => word(chunk, 0) }
}

/** The value of one sample after another, from runs of equal ones. */
function inTurn(runs: Table, samples: number): () => number {
  let total = 0
  for (let run = 0; run < runs.count; run += 1) total += runs.word(run, 0)
  if (total !== samples) throw new BoxError('As many times as samples are missing')
  let [next, left] = [0, 0]
  return () => {
    for (; left === 0; next += 1) left = runs.word(next, 0)
    left -= 1
    // signed in version 1 of ctts; no real one is beyond that range in version 0
    return runs.word(next - 1, 1) | 0
  }
}

/** Whether a number, from 1, is in a list; for numbers that rise as the list's do. */
function listed(numbers: Table): (number: number) => boolean {
  checkRising(numbers, 1)
  let line = 0
  return (number) => {
    const found = line < numbers.count && numbers.word(line, 0) === number
    if (found) line += 1
    return found
  }
}

function checkRising(lines: Table, least: number): void {
  let before = 0
  for (let line = 0; line < lines.count; line += 1) {
    const number = lines.word(line, 0)
    if (number < before + least) throw new BoxError('A table out of order')
    before = number
  }
}

function has(stbl: readonly Box[], type: string): boolean {
  return stbl.some((box) => box.type === type)
}

function tableIn(stbl: readonly Box[], type: string, width: number): Table {
  return tableOf(onlyBox(stbl, type).body, width)
}
