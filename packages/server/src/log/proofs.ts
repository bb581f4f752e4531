import { readEntry } from '@porchlight/core'
import type { Entry } from '@porchlight/core'
import { createReader, formatTlogProof } from '@porchlight/log'
import type { LogReader } from '@porchlight/log'
import { nodeHasher } from '@porchlight/log/node'

import type { InstanceLog } from './open.ts'

/** Reads entries back out of the log, with the proof that the newest checkpoint holds them. */
export interface Prove {
  /** C2SP tlog-proof text without an extra line. */
  readonly proofOf: (index: number) => Promise<string>
  readonly entryAt: (index: number) => Promise<{ readonly entry: Entry; readonly proof: string }>
}

export function createProver({ store, sequencer }: InstanceLog): Prove {
  let reader: LogReader | null = null
  let read: string | null = null
  function current(): { readonly reader: LogReader; readonly note: string } {
    const { checkpoint } = sequencer
    if (reader === null || read !== checkpoint.note) {
      reader = createReader({ store, checkpoint, hasher: nodeHasher })
      read = checkpoint.note
    }
    return { reader, note: checkpoint.note }
  }
  async function proofOf(index: number): Promise<string> {
    const at = current()
    const hashes = await at.reader.inclusion(index)
    return formatTlogProof({ index, hashes, checkpoint: at.note })
  }
  return {
    proofOf,
    entryAt: async (index) => {
      const verdict = readEntry(await current().reader.entry(index))
      if (!verdict.read) throw new Error(`Entry ${String(index)} is ${verdict.because}`)
      return { entry: verdict.entry, proof: await proofOf(index) }
    },
  }
}
