import { BoxError, onlyBox, viewOf } from './box.ts'
import type { Box } from './box.ts'

/** One picture, or one packet of sound: where it lies in the file, and when it is shown. */
export interface Sample {
  readonly offset: number
  readonly size: number
  /** In units of the track. */
  readonly duration: number
  /** From when it is decoded to when it is shown. */
  readonly shift: number
  /** Whether playing can begin here. */
  readonly sync: boolean
}

/** Days of video at any frame rate; a table beyond it is made to fill memory. */
const maxSamples = 20_000_000

/**
 * The samples of a track, from its tables (ISO/IEC 14496-12 sections 8.6 and 8.7).
 *
 * @throws {BoxError | RangeError} where the tables do not agree
 */
export function readSamples(stbl: readonly Box[]): readonly Sample[] {
  const sizes = sizesIn(viewOf(onlyBox(stbl, 'stsz').body))
  const offsets = offsetsIn(stbl, sizes)
  const durations = spread(runsIn(stbl, 'stts'), sizes.length)
  const shifts = has(stbl, 'ctts') ? spread(runsIn(stbl, 'ctts'), sizes.length) : null
  const syncs = has(stbl, 'stss') ? new Set(syncsIn(stbl)) : null
  return sizes.map((size, at) => ({
    size,
    offset: offsets[at] ?? 0,
    duration: durations[at] ?? 0,
    shift: shifts?.[at] ?? 0,
    // numbered from 1; "If the sync sample box is not present, every sample is a sync sample"
    sync: syncs === null || syncs.has(at + 1),
  }))
}

function has(stbl: readonly Box[], type: string): boolean {
  return stbl.some((box) => box.type === type)
}

function sizesIn(stsz: DataView): readonly number[] {
  const same = stsz.getUint32(4)
  return Array.from({ length: counted(stsz.getUint32(8)) }, (_, i) =>
    same === 0 ? stsz.getUint32(12 + i * 4) : same,
  )
}

/** Where each sample begins: samples lie one after another in their chunk. */
function offsetsIn(stbl: readonly Box[], sizes: readonly number[]): readonly number[] {
  const chunks = chunkOffsets(stbl)
  const stsc = viewOf(onlyBox(stbl, 'stsc').body)
  const runs = Array.from({ length: counted(stsc.getUint32(4)) }, (_, i) => ({
    firstChunk: stsc.getUint32(8 + i * 12),
    samples: stsc.getUint32(12 + i * 12),
  }))
  const offsets: number[] = []
  for (const [chunk, start] of chunks.entries()) {
    const run = runs.findLast(({ firstChunk }) => firstChunk <= chunk + 1)
    let at = start
    for (let i = 0; i < (run?.samples ?? 0) && offsets.length < sizes.length; i += 1) {
      at += sizes[offsets.push(at) - 1] ?? 0
    }
  }
  if (offsets.length !== sizes.length) throw new BoxError('Samples outside every chunk')
  return offsets
}

function chunkOffsets(stbl: readonly Box[]): readonly number[] {
  const long = has(stbl, 'co64')
  const view = viewOf(onlyBox(stbl, long ? 'co64' : 'stco').body)
  return Array.from({ length: counted(view.getUint32(4)) }, (_, i) =>
    long ? Number(view.getBigUint64(8 + i * 8)) : view.getUint32(8 + i * 4),
  )
}

interface Run {
  readonly count: number
  readonly value: number
}

function runsIn(stbl: readonly Box[], type: 'stts' | 'ctts'): readonly Run[] {
  const view = viewOf(onlyBox(stbl, type).body)
  return Array.from({ length: counted(view.getUint32(4)) }, (_, i) => ({
    count: counted(view.getUint32(8 + i * 8)),
    // signed in version 1 of ctts; no real one is beyond that range in version 0
    value: view.getInt32(12 + i * 8),
  }))
}

/** One value for each sample. */
function spread(runs: readonly Run[], samples: number): readonly number[] {
  const total = runs.reduce((sum, { count }) => sum + count, 0)
  if (total !== samples) throw new BoxError('As many times as samples are missing')
  return runs.flatMap(({ count, value }) => Array.from({ length: count }, () => value))
}

function syncsIn(stbl: readonly Box[]): readonly number[] {
  const view = viewOf(onlyBox(stbl, 'stss').body)
  return Array.from({ length: counted(view.getUint32(4)) }, (_, i) => view.getUint32(8 + i * 4))
}

function counted(count: number): number {
  if (count > maxSamples) throw new BoxError('A table of an impossible length')
  return count
}
