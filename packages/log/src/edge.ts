import { encodeBundle } from './bundle.ts'
import { concatBytes } from './bytes.ts'
import { defaultHasher, type Hasher } from './hash.ts'
import type { LogReader } from './read.ts'
import { bundlePath, partialTiles, tileHeight, tilePath, tileWidth } from './tile.ts'
import { grow, type Tree } from './tree.ts'

/** All that is needed to append to a log: its tree, and the content of its partial tiles and its partial bundle. */
export interface Edge {
  readonly tree: Tree
  /** the hashes of each level's partial tile; none where the level's last tile is full */
  readonly tiles: readonly (readonly Uint8Array[])[]
  /** the entries of the partial bundle */
  readonly entries: readonly Uint8Array[]
}

/** A file of the log; none of them ever changes. */
export interface Resource {
  readonly path: string
  readonly bytes: Uint8Array
}

/** The right edge of a reader's tree, or of an earlier one, verified like all that a reader gives. */
export async function readEdge(reader: LogReader, size: number): Promise<Edge> {
  const tree = await reader.tree(size)
  const tiles: (readonly Uint8Array[])[] = []
  for (const tile of partialTiles(size)) {
    while (tiles.length < tile.level) tiles.push([])
    tiles.push(await reader.tile(tile))
  }
  const entries: Uint8Array[] = []
  for await (const entry of reader.entries(size - (size % tileWidth), size)) entries.push(entry)
  return { tree, tiles, entries }
}

/** Appends entries: the new edge, and every tile and bundle that is new, full ones and the partial ones of the new size. */
export function extend(
  edge: Edge,
  added: readonly Uint8Array[],
  hasher: Hasher = defaultHasher,
): { readonly edge: Edge; readonly resources: readonly Resource[] } {
  const tiles = edge.tiles.map((hashes) => [...hashes])
  const full: Resource[] = []
  const touched = new Set<number>()
  const tree = grow(edge.tree, {
    leaves: added.map((entry) => hasher.leaf(entry)),
    hasher,
    onNode({ height, index }, hash): void {
      if (height % tileHeight !== 0) return
      const level = height / tileHeight
      const hashes = (tiles[level] ??= [])
      hashes.push(hash)
      touched.add(level)
      if (hashes.length < tileWidth) return
      const tile = { level, index: Math.floor(index / tileWidth), width: tileWidth }
      full.push({ path: tilePath(tile), bytes: concatBytes(hashes) })
      tiles[level] = []
    },
  })
  const partial = partialTiles(tree.size)
    .filter(({ level }) => touched.has(level))
    .map((tile) => ({ path: tilePath(tile), bytes: concatBytes(tiles[tile.level] ?? []) }))
  const { entries, resources } = bundle(edge, added)
  return { edge: { tree, tiles, entries }, resources: [...resources, ...full, ...partial] }
}

function bundle(
  { tree, entries }: Edge,
  added: readonly Uint8Array[],
): { readonly entries: readonly Uint8Array[]; readonly resources: readonly Resource[] } {
  const waiting = [...entries, ...added]
  const resources: Resource[] = []
  let index = Math.floor(tree.size / tileWidth)
  let rest = waiting
  for (; rest.length > 0; index++) {
    const held = rest.slice(0, tileWidth)
    resources.push({
      path: bundlePath({ index, width: held.length }),
      bytes: encodeBundle(held),
    })
    if (held.length < tileWidth) break
    rest = rest.slice(tileWidth)
  }
  return { entries: rest, resources }
}
