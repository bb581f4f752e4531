import { readEntry } from '@porchlight/core'
import type { AgencyId, Entry, Numbers, PartnerId } from '@porchlight/core'
import { createReader, verifyByPolicy } from '@porchlight/log'
import type { Cosignature, LogReader, SignedCheckpoint } from '@porchlight/log'
import { nodeHasher } from '@porchlight/log/node'

import { LogIndex } from './browse-index.ts'
import { foldLog } from './fold.ts'
import type { LogFilter, LogLine, LogPart } from './lines.ts'
import type { InstanceLog } from './open.ts'

/** The log as of one published checkpoint: what it counts, and any part of it. */
export interface LogReading {
  readonly head: LogHead
  readonly numbers: Numbers
  /** Every agency that was ever admitted, the first one first. */
  readonly agencies: readonly AgencyId[]
  /** Every partner that was ever announced, the first one first. */
  readonly partners: readonly PartnerId[]
  count: (filter: LogFilter) => number
  /** @param before only entries with a smaller index; null for the newest */
  part: (filter: LogFilter, before: number | null) => Promise<LogPart>
}

/** What was published of a log, and who vouches for it. */
interface LogHead {
  readonly size: number
  readonly root: Uint8Array
  readonly cosignatures: readonly Cosignature[]
  /** Whether as many witnesses as the policy asks for have cosigned; null where it asks for none. */
  readonly quorum: boolean | null
}

/** Reads what is published now. */
export type ReadLog = () => Promise<LogReading>

/** Enough for a screen or two. */
const linesAtOnce = 50

export interface BrowseParts extends Pick<InstanceLog, 'store' | 'policy'> {
  readonly sequencer: Pick<InstanceLog['sequencer'], 'checkpoint'>
}

/** Keeps an index of the log in memory and brings it up to date before each reading. */
export function logBrowser({ store, sequencer, policy }: BrowseParts): ReadLog {
  const index = new LogIndex()
  const catchUp = foldLog({
    store,
    sequencer,
    take: (entry) => {
      index.take(entry)
    },
  })
  // a long log takes a while: it is read before the first reader comes, who is told if it cannot be
  void catchUp().catch(() => undefined)
  let published: Published | null = null
  return async () => {
    let checkpoint = await catchUp()
    // another reading may have gone on already: what is counted is of one checkpoint
    while (index.size !== checkpoint.size) checkpoint = await catchUp()
    // until the log grows, all read with one reader: it keeps what it has verified
    if (published?.checkpoint.note !== checkpoint.note) {
      const reader = createReader({ store, checkpoint, hasher: nodeHasher })
      published = { checkpoint, reader, head: headOf(checkpoint, policy) }
    }
    return readingOf(published, index)
  }
}

interface Published {
  readonly checkpoint: SignedCheckpoint
  readonly reader: LogReader
  readonly head: LogHead
}

/** The index goes on, and a reading stays at its checkpoint. */
function readingOf({ checkpoint: { size }, reader, head }: Published, index: LogIndex): LogReading {
  const { numbers, agencies, partners } = index
  return {
    head,
    numbers,
    agencies,
    partners,
    count: (filter) => index.count(filter, size),
    part: async (filter, before) => {
      const start = Math.min(size, before ?? size)
      const part = await partOf({ index, reader, filter, start })
      return { ...part, found: index.count(filter, size) }
    },
  }
}

function headOf(checkpoint: SignedCheckpoint, policy: InstanceLog['policy']): LogHead {
  const { verified, cosignatures } = verifyByPolicy(checkpoint.note, policy)
  const { size, root } = checkpoint
  return { size, root, cosignatures, quorum: policy.witnesses.length === 0 ? null : verified }
}

interface PartInput {
  readonly index: LogIndex
  readonly reader: LogReader
  readonly filter: LogFilter
  readonly start: number
}

async function partOf(input: PartInput): Promise<Pick<LogPart, 'lines' | 'older'>> {
  const { index, reader, filter, start } = input
  const found = index.find(filter, start, linesAtOnce + 1)
  const shown = found.slice(0, linesAtOnce)
  const lines: LogLine[] = []
  // in turn: the reader keeps the bundle of the entry before, which mostly holds the next one too
  for (const at of shown) lines.push(await lineAt(index, reader, at))
  return { lines, older: found.length > linesAtOnce ? (shown.at(-1) ?? null) : null }
}

async function lineAt(index: LogIndex, reader: LogReader, at: number): Promise<LogLine> {
  return { index: at, entry: entryIn(await reader.entry(at), at), about: index.about(at) }
}

function entryIn(bytes: Uint8Array, at: number): Entry {
  const verdict = readEntry(bytes)
  if (!verdict.read) throw new Error(`Entry ${String(at)} is ${verdict.because}`)
  return verdict.entry
}
