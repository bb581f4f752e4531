import { readEntry, Replay } from '@porchlight/core'
import type { Counts } from '@porchlight/core'
import { createReader, fsck } from '@porchlight/log'
import type { FsckVerdict, SignedCheckpoint } from '@porchlight/log'

import type { LogFiles } from './log-files.ts'
import { missteps, unread } from './missteps.ts'
import { verifierOf } from './proof.ts'
import type { Check } from './proof.ts'

export interface LogVerdict {
  readonly verified: boolean
  readonly checks: readonly Check[]
  /** Null where the log could not be read to its end. */
  readonly counts: Counts | null
}

export interface LogInput {
  readonly files: LogFiles
  /** The log's verifier key, as text. */
  readonly logKey: string
  /** Told how many entries were looked at. */
  readonly progress: (done: number, all: number) => void
}

/** More of one kind are counted, not listed. */
const mostListed = 10

/** Reads a whole log and believes nothing but its key: the tree, every entry, and what may follow what. */
export async function checkLog({ files, logKey, progress }: LogInput): Promise<LogVerdict> {
  const log = verifierOf(logKey)
  if (log === null) return ended([{ ...treeCheck, says: 'The key of the log is not one.' }])
  const sound = await fsck({ store: files, log })
  if (!sound.sound) return ended([{ ...treeCheck, says: faultText(sound) }])
  const { checkpoint } = sound
  const { findings, counts } = await replayed(files, checkpoint, progress)
  const { size, origin } = checkpoint
  const checks: Check[] = [
    {
      check: 'tree',
      holds: true,
      says: `${origin} signed for ${String(size)} entries, and they hash to what it signed.`,
    },
    ...findings.slice(0, mostListed),
    ...(findings.length > mostListed ? [more(findings.length - mostListed)] : []),
    ...(findings.length === 0 ? [allRight] : []),
  ]
  return { verified: findings.length === 0, checks, counts }
}

const treeCheck = { check: 'tree', holds: false } as const

const allRight: Check = {
  check: 'entries',
  holds: true,
  says: 'Every entry has its form, and comes in an order that an honest instance writes.',
}

function ended(checks: readonly Check[]): LogVerdict {
  return { verified: false, checks, counts: null }
}

function more(count: number): Check {
  return { check: 'entries', holds: false, says: `… and ${String(count)} entries more.` }
}

async function replayed(
  files: LogFiles,
  checkpoint: SignedCheckpoint,
  progress: LogInput['progress'],
): Promise<{ readonly findings: readonly Check[]; readonly counts: Counts }> {
  const reader = createReader({ store: files, checkpoint })
  const replay = new Replay()
  const findings: Check[] = []
  let index = 0
  for await (const bytes of reader.entries(0, checkpoint.size)) {
    const verdict = readEntry(bytes)
    if (verdict.read)
      findings.push(...replay.take(verdict.entry).map((step) => wrong(index, missteps[step])))
    else findings.push(wrong(index, unread[verdict.because]))
    index += 1
    if (index % progressEntries === 0) progress(index, checkpoint.size)
  }
  return { findings, counts: replay.counts() }
}

const progressEntries = 1000

function wrong(index: number, what: string): Check {
  return { check: 'entries', holds: false, says: `Entry ${String(index)} ${what}` }
}

function faultText({ path, because }: Extract<FsckVerdict, { sound: false }>): string {
  return faults[because].replace('{path}', path)
}

const faults = {
  absent: 'A file of the log is missing: {path}.',
  malformed: 'A file of the log does not have the form of one: {path}.',
  unsigned: 'The checkpoint is not signed by this log.',
  differs: 'A file of the log is not what its entries hash to: {path}.',
  'root-differs': 'The entries do not hash to what the log signed.',
} as const
