import { decodeBundle } from './bundle.ts'
import { equalBytes } from './bytes.ts'
import type { Checkpoint } from './checkpoint.ts'
import { LogError } from './error.ts'
import { defaultHasher, hashBytes, type Hasher } from './hash.ts'
import { proveConsistency, proveInclusion, type Proof } from './proof.ts'
import type { LogStore } from './store.ts'
import {
  bundlePath,
  hashesOf,
  nodeOver,
  partialTiles,
  pyramidOf,
  tileHeight,
  tileOf,
  tilePath,
  tileWidth,
  widthIn,
  type Bundle,
  type Pyramid,
  type Tile,
} from './tile.ts'
import { peakNodes, rootOf, type Tree, type TreeNode } from './tree.ts'

/**
 * Reads the tree of one checkpoint. Everything that it gives hashes up to that checkpoint's root,
 * whoever holds the store: what does not is refused, never handed out.
 * All its methods throw LogError `tile-missing`, `tile-wrong`, `entry-wrong`, `bundle-malformed`, `outside-tree`.
 */
export interface LogReader {
  entry(index: number): Promise<Uint8Array>
  /** Entries `from` to `to`, the end excluded. */
  entries(from: number, to: number): AsyncGenerator<Uint8Array, void, undefined>
  leafHash(index: number): Promise<Uint8Array>
  /** @param size of the tree that the proof leads to: this one, or an earlier one */
  inclusion(index: number, size?: number): Promise<Proof>
  consistency(old: number, size?: number): Promise<Proof>
  /** The tree at this or an earlier size, ready to grow. */
  tree(size?: number): Promise<Tree>
  /** The first `width` hashes of a tile. */
  tile(tile: Tile): Promise<readonly Uint8Array[]>
}

export interface LogReaderOptions {
  readonly store: Pick<LogStore, 'read'>
  /** Whoever passes it has verified its signatures. */
  readonly checkpoint: Pick<Checkpoint, 'size' | 'root'>
  readonly hasher?: Hasher
}

export function createReader(options: LogReaderOptions): LogReader {
  return new TileReader(options)
}

const nothing = new Uint8Array(0)

/** Verified tiles kept in memory, 4 MiB with what follows from them: enough for a run over neighbouring entries of a large log. */
const maxTilesKept = 256

class TileReader implements LogReader {
  readonly #store: Pick<LogStore, 'read'>
  readonly #size: number
  readonly #root: Uint8Array
  readonly #hasher: Hasher
  readonly #verified = new Map<string, Promise<Pyramid>>()
  /** The partial tiles by level: together they hash to the root. */
  #edge: Promise<readonly Pyramid[]> | null = null
  #bundle: { readonly index: number; readonly entries: readonly Uint8Array[] } | null = null

  constructor({ store, checkpoint, hasher = defaultHasher }: LogReaderOptions) {
    this.#store = store
    this.#size = checkpoint.size
    this.#root = checkpoint.root
    this.#hasher = hasher
  }

  async entry(index: number): Promise<Uint8Array> {
    const { tile, at } = tileOf({ height: 0, index }, this.#size)
    const entry = (await this.#verifiedEntries(tile))[at]
    if (entry === undefined) throw new Error('A bundle has as many entries as its tile has hashes')
    return entry
  }

  async *entries(from: number, to: number): AsyncGenerator<Uint8Array, void, undefined> {
    if (from > to || to > this.#size) throw new LogError('outside-tree', `entries ${from} to ${to}`)
    for (let index = from; index < to;) {
      const { tile, at } = tileOf({ height: 0, index }, this.#size)
      const entries = (await this.#verifiedEntries(tile)).slice(at, at + to - index)
      yield* entries
      index += entries.length
    }
  }

  async leafHash(index: number): Promise<Uint8Array> {
    return await this.#hash({ height: 0, index })
  }

  async inclusion(index: number, size: number = this.#size): Promise<Proof> {
    this.#requireWithin(size)
    return await proveInclusion({ index, size }, async (node) => await this.#hash(node))
  }

  async consistency(old: number, size: number = this.#size): Promise<Proof> {
    this.#requireWithin(size)
    return await proveConsistency({ old, size }, async (node) => await this.#hash(node))
  }

  async tree(size: number = this.#size): Promise<Tree> {
    this.#requireWithin(size)
    await this.#readEdge()
    const peaks = await Promise.all(peakNodes(size).map(async (node) => await this.#hash(node)))
    return { size, peaks }
  }

  async tile({ level, index, width }: Tile): Promise<readonly Uint8Array[]> {
    const widest = widthIn(this.#size, { level, index })
    if (width > widest) throw new LogError('outside-tree', tilePath({ level, index, width }))
    const [hashes = nothing] = await this.#verifiedTile({ level, index, width: widest })
    return hashesOf(hashes.subarray(0, width * hashBytes))
  }

  #requireWithin(size: number): void {
    if (size > this.#size) throw new LogError('outside-tree', `tree of ${size}`)
  }

  async #hash(node: TreeNode): Promise<Uint8Array> {
    const { tile, row, at } = tileOf(node, this.#size)
    return hashIn(await this.#verifiedTile(tile), row, at)
  }

  /** A full tile's root is a hash of the tile above it; the partial tiles, one a level at most, make the tree's root. */
  async #verifiedTile(tile: Tile): Promise<Pyramid> {
    if (tile.width < tileWidth) return (await this.#readEdge())[tile.level] ?? []
    const path = tilePath(tile)
    const kept = this.#verified.get(path)
    if (kept !== undefined) return await kept
    const reading = this.#readFullTile(tile)
    this.#keep(path, reading)
    return await reading
  }

  #keep(path: string, reading: Promise<Pyramid>): void {
    const [oldest] = this.#verified.keys()
    if (this.#verified.size >= maxTilesKept && oldest !== undefined) this.#verified.delete(oldest)
    this.#verified.set(path, reading)
    // The next call tries again; this one's caller sees the refusal.
    reading.catch(() => this.#verified.delete(path))
  }

  async #readFullTile(tile: Tile): Promise<Pyramid> {
    const [read, expected] = await Promise.all([this.#readTile(tile), this.#hash(nodeOver(tile))])
    if (!equalBytes(hashIn(read, tileHeight, 0), expected))
      throw new LogError('tile-wrong', tilePath(tile))
    return read
  }

  async #readEdge(): Promise<readonly Pyramid[]> {
    this.#edge ??= this.#verifyEdge()
    try {
      return await this.#edge
    } catch (error) {
      this.#edge = null
      throw error
    }
  }

  async #verifyEdge(): Promise<readonly Pyramid[]> {
    const edge: Pyramid[] = []
    for (const tile of partialTiles(this.#size)) edge[tile.level] = await this.#readTile(tile)
    const peaks = peakNodes(this.#size).map((node) => {
      const { tile, row, at } = tileOf(node, this.#size)
      return hashIn(edge[tile.level] ?? [], row, at)
    })
    if (!equalBytes(rootOf({ size: this.#size, peaks }, this.#hasher), this.#root))
      throw new LogError('tile-wrong', 'the right edge')
    return edge
  }

  /** Not yet verified. */
  async #readTile(tile: Tile): Promise<Pyramid> {
    const { bytes, width } = await this.#read(tile, (wide) => tilePath({ ...tile, width: wide }))
    if (bytes.length !== width * hashBytes) throw new LogError('tile-wrong', tilePath(tile))
    return pyramidOf(bytes.subarray(0, tile.width * hashBytes), this.#hasher)
  }

  /** The entries of a tile of leaves. The last ones are kept: neighbours are often read together. */
  async #verifiedEntries(tile: Tile): Promise<readonly Uint8Array[]> {
    if (this.#bundle?.index === tile.index) return this.#bundle.entries
    const [[leaves = nothing], { bytes, width }] = await Promise.all([
      this.#verifiedTile(tile),
      this.#read(tile, (wide) => bundlePath({ ...tile, width: wide })),
    ])
    const entries = decodeBundle(bytes, width)
    for (let i = 0; i < tile.width; i++)
      if (
        !equalBytes(
          this.#hasher.leaf(entries[i] ?? nothing),
          leaves.subarray(i * hashBytes, (i + 1) * hashBytes),
        )
      )
        throw new LogError('entry-wrong', `entry ${tile.index * tileWidth + i}`)
    this.#bundle = { index: tile.index, entries }
    return entries
  }

  /** Logs "MAY delete any partial tile once the corresponding full tile is […] available", so the full one serves as well. */
  async #read(
    { width }: Bundle,
    pathOf: (width: number) => string,
  ): Promise<{ readonly bytes: Uint8Array; readonly width: number }> {
    for (const wide of new Set([width, tileWidth])) {
      const bytes = await this.#store.read(pathOf(wide))
      if (bytes !== null) return { bytes, width: wide }
    }
    throw new LogError('tile-missing', pathOf(width))
  }
}

function hashIn(pyramid: Pyramid, row: number, at: number): Uint8Array {
  const hash = pyramid[row]?.slice(at * hashBytes, (at + 1) * hashBytes)
  if (hash?.length !== hashBytes)
    throw new Error('A pyramid has every complete subtree of its tile')
  return hash
}
