import { decodeBundle } from './bundle.ts'
import { concatBytes, equalBytes, textOfBytes } from './bytes.ts'
import { openCheckpoint, type SignedCheckpoint } from './checkpoint.ts'
import { LogError } from './error.ts'
import { defaultHasher, type Hasher } from './hash.ts'
import type { Verifier } from './note.ts'
import type { LogStore } from './store.ts'
import {
  bundlePath,
  checkpointPath,
  partialTiles,
  tileHeight,
  tilePath,
  tileWidth,
} from './tile.ts'
import { emptyTree, grow, rootOf, type TreeNode } from './tree.ts'

export type FsckVerdict =
  | { readonly sound: true; readonly checkpoint: SignedCheckpoint }
  | {
      readonly sound: false
      /** the first file found wrong */
      readonly path: string
      /**
       * `absent`; `malformed`; `unsigned` (the checkpoint, by this log's key); `differs` (a tile, from what the entries hash to);
       * `root-differs` (the checkpoint, from the root of all entries)
       */
      readonly because: 'absent' | 'malformed' | 'unsigned' | 'differs' | 'root-differs'
    }

export interface FsckOptions {
  readonly store: Pick<LogStore, 'read'>
  readonly log: Verifier
  readonly hasher?: Hasher
}

/**
 * Reads every entry of a log, builds its tree anew, and compares every tile at every level and the checkpoint with it.
 * It shares no code with the reader's way of verifying. Partial files of earlier sizes are not looked at.
 */
export async function fsck(options: FsckOptions): Promise<FsckVerdict> {
  const bytes = await options.store.read(checkpointPath)
  if (bytes === null) return fault(checkpointPath, 'absent')
  const opened = openBytes(bytes, options.log)
  if ('sound' in opened) return opened
  // Faults are looked for one by one; the first is the verdict.
  for await (const found of faults(options, opened)) return found
  return { sound: true, checkpoint: opened }
}

type Fault = Extract<FsckVerdict, { readonly sound: false }>

function fault(path: string, because: Fault['because']): Fault {
  return { sound: false, path, because }
}

function openBytes(bytes: Uint8Array, log: Verifier): SignedCheckpoint | Fault {
  const note = textOfBytes(bytes)
  if (note === null) return fault(checkpointPath, 'malformed')
  try {
    return openCheckpoint(note, log)
  } catch (error) {
    if (!(error instanceof LogError)) throw error
    return fault(checkpointPath, unsigned.has(error.code) ? 'unsigned' : 'malformed')
  }
}

const unsigned: ReadonlySet<string> = new Set([
  'origin-differs',
  'signature-missing',
  'signature-wrong',
])

async function* faults(
  { store, hasher = defaultHasher }: FsckOptions,
  { size, root }: SignedCheckpoint,
): AsyncGenerator<Fault> {
  const tiles: Uint8Array[][] = []
  const full: Computed[] = []
  function onNode({ height, index }: TreeNode, hash: Uint8Array): void {
    if (height % tileHeight !== 0) return
    const level = height / tileHeight
    const hashes = (tiles[level] ??= [])
    if (hashes.push(hash) < tileWidth) return
    full.push({ level, index: Math.floor(index / tileWidth), hashes })
    tiles[level] = []
  }
  let tree = emptyTree
  while (tree.size < size) {
    const entries = await readBundle(store, tree.size, size)
    if ('sound' in entries) {
      yield entries
      return
    }
    tree = grow(tree, { leaves: entries.map((entry) => hasher.leaf(entry)), hasher, onNode })
    for (const tile of full.splice(0)) yield* compare(store, tile)
  }
  for (const { level, index } of partialTiles(size))
    yield* compare(store, { level, index, hashes: tiles[level] ?? [] })
  if (!equalBytes(rootOf(tree, hasher), root)) yield fault(checkpointPath, 'root-differs')
}

/** A tile as the entries say it is. */
interface Computed {
  readonly level: number
  readonly index: number
  readonly hashes: readonly Uint8Array[]
}

async function* compare(
  store: FsckOptions['store'],
  { level, index, hashes }: Computed,
): AsyncGenerator<Fault> {
  const path = tilePath({ level, index, width: hashes.length })
  const held = await store.read(path)
  if (held === null) yield fault(path, 'absent')
  else if (!equalBytes(held, concatBytes(hashes))) yield fault(path, 'differs')
}

async function readBundle(
  store: FsckOptions['store'],
  from: number,
  size: number,
): Promise<readonly Uint8Array[] | Fault> {
  const bundle = { index: from / tileWidth, width: Math.min(tileWidth, size - from) }
  const path = bundlePath(bundle)
  const held = await store.read(path)
  if (held === null) return fault(path, 'absent')
  try {
    return decodeBundle(held, bundle.width)
  } catch (error) {
    if (!(error instanceof LogError)) throw error
    return fault(path, 'malformed')
  }
}
