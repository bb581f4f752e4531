import { join } from 'node:path'

import { fsck } from '@porchlight/log'
import type { Sequencer } from '@porchlight/log'
import { openDirectoryStore } from '@porchlight/log/directory'
import { nodeHasher } from '@porchlight/log/node'

import { openNewLog } from './log-build.ts'
import { at, entriesOf, verifier } from './log-entries.ts'
import { openRowLock } from './log-lock.ts'
import { writePlain } from './log-plain.ts'
import { median } from './median.ts'

/** As wide as a tile, and what the server takes at once. */
const batchEntries = 256

/** Batches that are timed together; what else the machine does then falls on few of many. */
const roundBatches = 20

/** The peer is measured after so many rounds again. */
const peerEvery = 5

export interface AppendFigures {
  readonly entries: number
  /** Median of the rounds, entries a second. */
  readonly perSecond: number
  /** Median of the rounds, batches a second where the files are only written. */
  readonly plainPerSecond: number
}

/**
 * Appends so many batches to a new log in a directory, one after the other: each entry from the call to the published checkpoint, with
 * every fsync, and the lock in SQLite as the server has it. What was written is verified afterwards.
 */
export async function measureAppends(directory: string, batches: number): Promise<AppendFigures> {
  using lock = openRowLock(join(directory, 'lock.sqlite'))
  const files = join(directory, 'log')
  const sequencer = await openNewLog(files, lock)
  const seconds: number[] = []
  const plain: number[] = []
  for (let done = 0; done < batches; done += roundBatches) {
    const round = makeRound(sequencer.checkpoint.size, Math.min(roundBatches, batches - done))
    if ((done / roundBatches) % peerEvery === 0)
      plain.push(writePlain(join(directory, `plain-${String(done)}`), round.length, bytesOf(round)))
    seconds.push((await timed(sequencer, round)) / round.length)
  }
  await requireSound(files, batches * batchEntries)
  return {
    entries: batches * batchEntries,
    perSecond: batchEntries / median(seconds),
    plainPerSecond: (1000 * batchEntries) / median(plain),
  }
}

type Round = readonly (readonly Uint8Array[])[]

/** Made before they are timed: an entry is somebody else's work. */
function makeRound(size: number, batches: number): Round {
  return Array.from({ length: batches }, (_, batch) => {
    const from = size + batch * batchEntries
    return entriesOf(from, from + batchEntries)
  })
}

/** Of one batch. */
function bytesOf([first = []]: Round): number {
  return first.reduce((sum, { length }) => sum + length, 0)
}

async function timed(sequencer: Sequencer, round: Round): Promise<number> {
  const started = performance.now()
  for (const batch of round) await sequencer.append(batch, at)
  return (performance.now() - started) / 1000
}

async function requireSound(files: string, entries: number): Promise<void> {
  const verdict = await fsck({
    store: openDirectoryStore(files),
    log: verifier,
    hasher: nodeHasher,
  })
  if (!verdict.sound) throw new Error(`The log that was written is not sound: ${verdict.path}`)
  if (verdict.checkpoint.size !== entries) throw new Error('The log has not all entries')
}
