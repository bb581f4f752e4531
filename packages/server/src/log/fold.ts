import { setImmediate } from 'node:timers/promises'

import { readEntry } from '@porchlight/core'
import type { Entry } from '@porchlight/core'
import { createReader } from '@porchlight/log'
import type { LogStore, SignedCheckpoint } from '@porchlight/log'
import { nodeHasher } from '@porchlight/log/node'

/** While a long log is read for the first time, others have their turn after so many entries. */
const entriesAtOnce = 256

export interface FoldParts {
  readonly store: Pick<LogStore, 'read'>
  readonly sequencer: { readonly checkpoint: SignedCheckpoint }
  /** Called once with each entry, in order; what it throws stops the fold at that entry, and comes again. */
  readonly take: (entry: Entry, index: number) => void
}

/** Reads what was published since the last call. @returns the checkpoint whose entries were all taken by then */
export type CatchUp = () => Promise<SignedCheckpoint>

/** Keeps something in memory that follows from the log's entries, reading each of them once. */
export function foldLog({ store, sequencer, take }: FoldParts): CatchUp {
  let size = 0
  let last: Promise<unknown> = Promise.resolve()
  async function catchUp(): Promise<SignedCheckpoint> {
    const { checkpoint } = sequencer
    if (size === checkpoint.size) return checkpoint
    const reader = createReader({ store, checkpoint, hasher: nodeHasher })
    for await (const bytes of reader.entries(size, checkpoint.size)) {
      take(entryIn(bytes, size), size)
      size += 1
      if (size % entriesAtOnce === 0) await setImmediate()
    }
    return checkpoint
  }
  return async () => {
    // one after the other, and whatever became of the one before
    const turn = last.then(catchUp)
    last = turn.catch(() => undefined)
    return await turn
  }
}

function entryIn(bytes: Uint8Array, index: number): Entry {
  const verdict = readEntry(bytes)
  if (!verdict.read) throw new Error(`Entry ${String(index)} is ${verdict.because}`)
  return verdict.entry
}
