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

/** Proofs in memory, of a kilobyte each. */
const maxKept = 4096

export function createProver({
  store,
  sequencer,
}: Pick<InstanceLog, 'store' | 'sequencer'>): Prove {
  let reader: LogReader | null = null
  let read: string | null = null
  /** Under the checkpoint that was read last: lists of requests ask for the same ones again and again. */
  const kept = new Map<number, Promise<string>>()
  function current(): { readonly reader: LogReader; readonly note: string } {
    const { checkpoint } = sequencer
    if (reader === null || read !== checkpoint.note) {
      reader = createReader({ store, checkpoint, hasher: nodeHasher })
      read = checkpoint.note
      kept.clear()
    }
    return { reader, note: checkpoint.note }
  }
  async function proofOf(index: number): Promise<string> {
    const at = current()
    const known = kept.get(index)
    if (known !== undefined) return await known
    const made = prove(index, at)
    if (kept.size < maxKept) kept.set(index, made)
    try {
      return await made
    } catch (error) {
      // a store that is away for a moment is asked again
      kept.delete(index)
      throw error
    }
  }
  async function prove(index: number, at: ReturnType<typeof current>): Promise<string> {
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
