import { utf8 } from '@porchlight/core'
import { createReader, formatTlogProof, LogError, rootOf } from '@porchlight/log'
import type { LogReader, LogStore, SignedCheckpoint } from '@porchlight/log'

import type { LogFiles } from '../verify/log-files.ts'

/** Two histories of one log, and where the files of each are. */
export interface Histories {
  readonly held: SignedCheckpoint
  readonly to: LogStore
  readonly checkpoint: SignedCheckpoint
  readonly from: LogFiles
}

/**
 * Writes down that a log has signed two histories: for the first entry that is not the same in both, the
 * two C2SP tlog-proofs, each with its entry as the extra line. Whoever has the log's key can check that.
 * Where what is served does not hash to what was signed, only the two notes.
 *
 * @returns the path of the file, below the copy
 */
export async function keepEvidence(histories: Histories): Promise<string> {
  const { checkpoint, held, to } = histories
  const root = Buffer.from(checkpoint.root).toString('hex').slice(0, 16)
  const path = `evidence/fork-${String(checkpoint.size)}-${root}.txt`
  const text = (await proofsOf(histories)) ?? `${held.note}\n${checkpoint.note}`
  await to.write(path, utf8(text), { immutable: false })
  return path
}

async function proofsOf({ held, to, checkpoint, from }: Histories): Promise<string | null> {
  const one = createReader({ store: to, checkpoint: held })
  const other = createReader({ store: from, checkpoint })
  try {
    const index = await firstDifference(one, other, Math.min(held.size, checkpoint.size))
    const proofs = [await proofAt(index, one, held), await proofAt(index, other, checkpoint)]
    return proofs.join('\n')
  } catch (error) {
    if (error instanceof LogError) return null
    throw error
  }
}

/** @param size at which the trees differ */
async function firstDifference(one: LogReader, other: LogReader, size: number): Promise<number> {
  let same = 0
  let different = size
  while (different - same > 1) {
    const middle = Math.floor((same + different) / 2)
    if (await sameUpTo(middle, one, other)) same = middle
    else different = middle
  }
  return same
}

async function sameUpTo(size: number, one: LogReader, other: LogReader): Promise<boolean> {
  const [a, b] = [await one.tree(size), await other.tree(size)]
  return Buffer.from(rootOf(a)).equals(rootOf(b))
}

async function proofAt(
  index: number,
  reader: LogReader,
  { note }: SignedCheckpoint,
): Promise<string> {
  const extra = await reader.entry(index)
  return formatTlogProof({ index, hashes: await reader.inclusion(index), checkpoint: note, extra })
}
