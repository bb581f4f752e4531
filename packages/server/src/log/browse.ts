import { readEntry } from '@porchlight/core'
import type { Entry, EntryKind, RequestId } from '@porchlight/core'
import { createReader } from '@porchlight/log'
import type { LogReader } from '@porchlight/log'

import type { LogLine, Subject } from './lines.ts'
import type { InstanceLog } from './open.ts'

export interface LogFilter {
  readonly request: RequestId | null
  readonly kind: EntryKind | null
  /** Only entries with a smaller index; null for the newest. */
  readonly before: number | null
}

export interface LogPart {
  /** Entries in the whole log. */
  readonly size: number
  /** Newest first. */
  readonly lines: readonly LogLine[]
  /** Where to go on; null where nothing is older. */
  readonly older: number | null
}

/** Reads parts of the log as people look at it: newest first, some at a time. */
export type BrowseLog = (filter: LogFilter) => Promise<LogPart>

const linesAtOnce = 50

/** A filter that finds little must not read the whole log for one page; the page says that it goes on. */
const mostRead = 4096

export function logBrowser({
  store,
  sequencer,
}: Pick<InstanceLog, 'store' | 'sequencer'>): BrowseLog {
  return async (filter) => {
    const { checkpoint } = sequencer
    const reader = createReader({ store, checkpoint })
    const { size } = checkpoint
    const start = Math.min(size, filter.before ?? size)
    const end = Math.max(0, start - mostRead)
    const lines: LogLine[] = []
    let index = start
    while (index > end && lines.length < linesAtOnce) {
      index -= 1
      const line = await lineAt(reader, index)
      if (passes(line, filter)) lines.push(line)
    }
    return { size, lines, older: index > 0 ? index : null }
  }
}

function passes({ entry, about }: LogLine, filter: LogFilter): boolean {
  return (
    (filter.request === null || about.request === filter.request) &&
    (filter.kind === null || entry.kind === filter.kind)
  )
}

async function lineAt(reader: LogReader, index: number): Promise<LogLine> {
  const entry = await entryAt(reader, index)
  return { index, entry, about: await subjectOf(reader, entry) }
}

/** Custody entries name their submission by its index; it names the request. */
async function subjectOf(reader: LogReader, entry: Entry): Promise<Subject> {
  if ('submission' in entry) return await subjectOf(reader, await entryAt(reader, entry.submission))
  return {
    request: 'request' in entry ? entry.request : null,
    agency: 'agency' in entry ? entry.agency : null,
    partners: 'partner' in entry ? [entry.partner] : [],
  }
}

async function entryAt(reader: LogReader, index: number): Promise<Entry> {
  const verdict = readEntry(await reader.entry(index))
  if (!verdict.read) throw new Error(`Entry ${String(index)} is ${verdict.because}`)
  return verdict.entry
}
