import type { Counts, Entry, InstanceFacts } from '@porchlight/core'
import { fsck } from '@porchlight/log'
import type { FsckVerdict, SignedCheckpoint } from '@porchlight/log'
import { nodeHasher } from '@porchlight/log/node'

import type { Check } from './check.ts'
import { checkFacts } from './facts.ts'
import { checkFeeds } from './feeds.ts'
import type { LogFiles } from './log-files.ts'
import { verifierOf } from './proof.ts'
import { replaying } from './replaying.ts'
import type { Story } from './replaying.ts'
import { checkWitnesses } from './witnesses.ts'
import type { Witnessed } from './witnesses.ts'

export interface LogVerdict {
  readonly verified: boolean
  readonly checks: readonly Check[]
  /** What was read; null where the log could not be read to its end. */
  readonly read: LogRead | null
}

export interface LogRead {
  readonly checkpoint: SignedCheckpoint
  readonly counts: Counts
  readonly story: Story
  readonly witnesses: Witnessed
}

export interface LogInput {
  readonly files: LogFiles
  /** The log's verifier key, as text. */
  readonly logKey: string
  /** C2SP tlog-policy, as the person has it; null to go by the witnesses that the log itself names. */
  readonly policyText: string | null
  /** What the instance tells its clients; null for a copy. */
  readonly facts: InstanceFacts | null
  /** Whether feeds are kept for ever, as in a copy; an instance keeps those of a day. */
  readonly keepsAll: boolean
  /** Told how many entries were looked at. */
  readonly progress: (done: number, all: number) => void
  /** Told of each entry that can be read, in order; believed only where the verdict is good. */
  readonly onEntry?: (entry: Entry, index: number) => void
}

/** More of one kind are counted, not listed. */
const mostListed = 10

/** Reads a whole log and believes nothing but its key: the tree, every entry, what may follow what, who cosigned. */
export async function checkLog(input: LogInput): Promise<LogVerdict> {
  const log = verifierOf(input.logKey)
  if (log === null) return ended('The key of the log is not one.')
  const { store, story } = replaying(input)
  const sound = await fsck({ store, log, hasher: nodeHasher })
  if (!sound.sound) return ended(faultText(sound))
  const { checkpoint } = sound
  const { findings, counts } = story.end(checkpoint.size)
  const whose = input.policyText === null ? 'the log’s own' : 'yours'
  const policyText = input.policyText ?? story.witnesses
  const witnessed = checkWitnesses(checkpoint.note, { policyText, logKey: input.logKey, whose })
  const checks = [
    treeHolds(checkpoint),
    ...entryChecks(findings),
    witnessed.check,
    ...factsChecks(input, story),
    ...(await checkFeeds({ ...input, feeds: story.feeds })),
  ]
  return {
    verified: checks.every(({ holds }) => holds),
    checks,
    read: { checkpoint, counts, story, witnesses: witnessed },
  }
}

function factsChecks({ facts, logKey }: LogInput, { witnesses }: Story): readonly Check[] {
  return facts === null ? [] : [checkFacts(facts, { logKey, witnesses })]
}

function ended(says: string): LogVerdict {
  return { verified: false, checks: [{ check: 'tree', holds: false, says }], read: null }
}

function treeHolds({ size, origin }: SignedCheckpoint): Check {
  return {
    check: 'tree',
    holds: true,
    says: `${origin} signed for ${String(size)} entries, and they hash to what it signed.`,
  }
}

function entryChecks(findings: readonly string[]): readonly Check[] {
  if (findings.length === 0) return [allRight]
  const listed = findings.slice(0, mostListed)
  const more = findings.length - listed.length
  const rest = more === 0 ? [] : [`… and ${String(more)} entries more.`]
  return [...listed, ...rest].map((says) => ({ check: 'entries', holds: false, says }))
}

const allRight: Check = {
  check: 'entries',
  holds: true,
  says: 'Every entry has its form, and comes in an order that an honest instance writes.',
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
