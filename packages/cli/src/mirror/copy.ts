import { utf8 } from '@porchlight/core'
import {
  bundlePath,
  checkpointPath,
  createReader,
  emptyRoot,
  encodeBundle,
  LogError,
  openCheckpoint,
  tilePath,
  tileWidth,
  verifyConsistency,
} from '@porchlight/log'
import type { LogReader, LogStore, SignedCheckpoint, Verifier } from '@porchlight/log'

import type { LogFiles } from '../verify/log-files.ts'
import { keepEvidence } from './evidence.ts'
import { newBundles, newTiles } from './paths.ts'

/** Where a log is copied from and to. */
export interface CopyParts {
  /** Believed in nothing. */
  readonly from: LogFiles
  readonly to: LogStore
  readonly log: Verifier
  /** Told how many entries of how many are here. */
  readonly progress: (done: number, all: number) => void
}

export type CopyOutcome =
  /** `added` entries; none where nothing is new */
  | { readonly outcome: 'copied'; readonly checkpoint: SignedCheckpoint; readonly added: number }
  /** It shows fewer entries than it did, of the same history. Nothing was changed. */
  | {
      readonly outcome: 'older'
      readonly checkpoint: SignedCheckpoint
      readonly held: SignedCheckpoint
    }
  /** It has signed two histories, and `evidence` proves it; the copy was not changed. */
  | {
      readonly outcome: 'forked'
      readonly checkpoint: SignedCheckpoint
      readonly held: SignedCheckpoint
      /** Below the copy. */
      readonly evidence: string
    }

/**
 * Brings a copy of a log up to date. Each file is verified against the log's signed checkpoint before
 * it is written, whole and durable; the checkpoint comes last. Stopped half way, it goes on from there.
 *
 * @throws {LogError} where what the log serves does not hash to what it signed, or where the copy is
 *   another log's
 */
export async function copyLog(parts: CopyParts): Promise<CopyOutcome> {
  const { from, to, log } = parts
  const checkpoint = await readCheckpoint(from, log)
  if (checkpoint === null) throw new LogError('checkpoint-missing')
  const held = await readCheckpoint(to, log)
  const relation = held === null ? 'continues' : await relationOf(held, checkpoint, parts)
  if (held === null || relation === 'continues') {
    await copyFiles(held?.size ?? 0, checkpoint, parts)
    await to.write(checkpointPath, utf8(checkpoint.note), { immutable: false })
    await discardPartial(held?.size ?? 0, checkpoint.size, to)
    return { outcome: 'copied', checkpoint, added: checkpoint.size - (held?.size ?? 0) }
  }
  if (relation === 'older') return { outcome: 'older', checkpoint, held }
  return {
    outcome: 'forked',
    checkpoint,
    held,
    evidence: await keepEvidence({ held, to, checkpoint, from }),
  }
}

/** Null where there is none. @throws {LogError} where it is not this log's */
async function readCheckpoint(files: LogFiles, log: Verifier): Promise<SignedCheckpoint | null> {
  const bytes = await files.read(checkpointPath)
  return bytes === null ? null : openCheckpoint(new TextDecoder().decode(bytes), log)
}

/** How a checkpoint stands to one that was seen before. */
async function relationOf(
  held: SignedCheckpoint,
  checkpoint: SignedCheckpoint,
  { from, to }: CopyParts,
): Promise<'continues' | 'older' | 'forked'> {
  const older = checkpoint.size < held.size
  const [small, large] = older ? [checkpoint, held] : [held, checkpoint]
  const reader = createReader({ store: older ? to : from, checkpoint: large })
  const consistent = await continues(small, large, reader)
  if (!consistent) return 'forked'
  return older ? 'older' : 'continues'
}

/** Whether `large` has the entries of `small` at its beginning. @param reader of `large` */
async function continues(
  small: SignedCheckpoint,
  large: SignedCheckpoint,
  reader: LogReader,
): Promise<boolean> {
  // no proof leads from an empty tree, and every tree continues it
  if (small.size === 0) return Buffer.from(small.root).equals(emptyRoot)
  const claim = { old: small.size, oldRoot: small.root, size: large.size, root: large.root }
  return verifyConsistency({ ...claim, proof: await reader.consistency(small.size) }).verified
}

/** What an interrupted run left is used where it fits, and fetched again where it does not. */
async function copyFiles(
  old: number,
  checkpoint: SignedCheckpoint,
  parts: CopyParts,
): Promise<void> {
  const { from, to } = parts
  const both: LogFiles = { read: async (path) => (await to.read(path)) ?? (await from.read(path)) }
  try {
    await copyFrom(both, { old, checkpoint, immutable: true }, parts)
  } catch (error) {
    if (!(error instanceof LogError)) throw error
    await copyFrom(from, { old, checkpoint, immutable: false }, parts)
  }
}

interface Span {
  readonly old: number
  readonly checkpoint: SignedCheckpoint
  readonly immutable: boolean
}

async function copyFrom(
  store: LogFiles,
  { old, checkpoint, immutable }: Span,
  { to, progress }: CopyParts,
): Promise<void> {
  const { size } = checkpoint
  const reader = createReader({ store, checkpoint })
  for (const bundle of newBundles(old, size)) {
    const first = bundle.index * tileWidth
    const entries: Uint8Array[] = []
    for await (const entry of reader.entries(first, first + bundle.width)) entries.push(entry)
    await to.write(bundlePath(bundle), encodeBundle(entries), { immutable })
    progress(first + bundle.width, size)
  }
  for (const tile of newTiles(old, size)) {
    const hashes = await reader.tile(tile)
    await to.write(tilePath(tile), Buffer.concat(hashes), { immutable })
  }
}

/** Partial files of the size before: full or wider ones have taken their place. */
async function discardPartial(old: number, size: number, to: LogStore): Promise<void> {
  const kept = new Set(pathsOf(size))
  for (const path of pathsOf(old)) if (!kept.has(path)) await to.discard(path)
}

/** The last file of each level: the only ones that can be partial. */
function pathsOf(size: number): readonly string[] {
  const paths: string[] = []
  for (let level = 0; tileWidth ** level <= size; level += 1) {
    const hashes = Math.floor(size / tileWidth ** level)
    const last = { index: Math.floor(hashes / tileWidth), width: hashes % tileWidth }
    if (last.width === 0) continue
    paths.push(tilePath({ level, ...last }))
    if (level === 0) paths.push(bundlePath(last))
  }
  return paths
}
