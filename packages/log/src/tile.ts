import { LogError } from './error.ts'
import { defaultHasher, hashBytes, type Hasher } from './hash.ts'
import type { TreeNode } from './tree.ts'

/** A full tile holds 256 hashes: a subtree of height 8 (C2SP tlog-tiles). */
export const tileWidth = 256
export const tileHeight = 8

/** "a decimal ASCII integer between 0 and 63" */
const maxLevel = 63

/** Hashes `index * 256` to `index * 256 + width` of those at height `8 * level` of the tree. */
export interface Tile {
  readonly level: number
  readonly index: number
  /** 1 to 256; a tile narrower than 256 is partial, and stands on the right edge of a tree */
  readonly width: number
}

/** Entries `index * 256` to `index * 256 + width`. */
export type Bundle = Omit<Tile, 'level'>

export const checkpointPath = 'checkpoint'

/** `tile/<L>/<N>[.p/<W>]` */
export function tilePath({ level, index, width }: Tile): string {
  return `tile/${level}/${numberPath(index)}${widthPath(width)}`
}

/** `tile/entries/<N>[.p/<W>]` */
export function bundlePath({ index, width }: Bundle): string {
  return `tile/entries/${numberPath(index)}${widthPath(width)}`
}

const pathForm = /^tile\/(\d{1,2}|entries)\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/

/**
 * Reads a path of a tile or a bundle in its one canonical form; for a server in front of a store.
 * @returns null for any other text
 */
export function parseTilePath(
  path: string,
): Tile | (Bundle & { readonly level: 'entries' }) | null {
  const [, level = '', number = '', width = String(tileWidth)] = pathForm.exec(path) ?? []
  const bundle = { index: Number(number.replaceAll(/[x/]/g, '')), width: Number(width) }
  const wrongWidth = bundle.width < 1 || bundle.width > tileWidth
  if (!Number.isSafeInteger(bundle.index) || wrongWidth) return null
  if (level === 'entries') return bundlePath(bundle) === path ? { ...bundle, level } : null
  const tile = { ...bundle, level: Number(level) }
  return tile.level <= maxLevel && tilePath(tile) === path ? tile : null
}

/** The width of a tile in a tree: "The partial tile at level l for a tree of size s has floor(s / 256**l) mod 256 entries"; 0 where the tile is not in the tree. */
export function widthIn(size: number, { level, index }: Omit<Tile, 'width'>): number {
  const hashes = Math.floor(size / tileWidth ** level)
  return Math.max(0, Math.min(tileWidth, hashes - index * tileWidth))
}

/** The tiles on the right edge that are partial, lowest level first. Together they determine the root. */
export function partialTiles(size: number): readonly Tile[] {
  const tiles: Tile[] = []
  for (let level = 0; tileWidth ** level <= size; level++) {
    const hashes = Math.floor(size / tileWidth ** level)
    const width = hashes % tileWidth
    if (width > 0) tiles.push({ level, index: Math.floor(hashes / tileWidth), width })
  }
  return tiles
}

/** Where the hash of a complete subtree is found in a tree of `size`. @throws LogError `outside-tree` */
export function tileOf(node: TreeNode, size: number): { tile: Tile; row: number; at: number } {
  const level = Math.floor(node.height / tileHeight)
  const row = node.height % tileHeight
  const first = node.index * 2 ** row
  const index = Math.floor(first / tileWidth)
  const width = widthIn(size, { level, index })
  const from = first % tileWidth
  if (!Number.isSafeInteger(first) || first < 0 || from + 2 ** row > width)
    throw new LogError('outside-tree', `node ${node.height}/${node.index}`)
  return { tile: { level, index, width }, row, at: from / 2 ** row }
}

/** The node over a full tile: one hash of the tile above it. */
export function nodeOver({ level, index }: Tile): TreeNode {
  return { height: tileHeight * (level + 1), index }
}

/**
 * All hashes that follow from a tile: in row 0 those it holds, one behind the other, in each next row those of pairs of the row before.
 * Nine pieces of memory a tile and not hundreds: a run over a large log makes thousands of them.
 */
export type Pyramid = readonly Uint8Array[]

/** A full tile has in row 8 the one hash over all of it. */
export function pyramidOf(bytes: Uint8Array, hasher: Hasher = defaultHasher): Pyramid {
  let row: Uint8Array = bytes.slice()
  const rows = [row]
  while (rows.length <= tileHeight) {
    row = rowOver(row, hasher)
    rows.push(row)
  }
  return rows
}

/** An odd one at the end stays out. */
function rowOver(row: Uint8Array, hasher: Hasher): Uint8Array {
  const over = new Uint8Array(Math.floor(row.length / (2 * hashBytes)) * hashBytes)
  for (let at = 0; at < over.length; at += hashBytes) {
    const right = 2 * at + hashBytes
    over.set(hasher.node(row.subarray(2 * at, right), row.subarray(right, right + hashBytes)), at)
  }
  return over
}

/** The hashes of a row, as copies. */
export function hashesOf(row: Uint8Array): readonly Uint8Array[] {
  return Array.from({ length: row.length / hashBytes }, (_, i) =>
    row.slice(i * hashBytes, (i + 1) * hashBytes),
  )
}

/** "zero-padded 3-digit path elements. All but the last path element MUST begin with an x" */
function numberPath(index: number): string {
  const digits = String(index)
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0')
  return (padded.match(/\d{3}/g) ?? [])
    .map((part, i, parts) => (i === parts.length - 1 ? part : `x${part}`))
    .join('/')
}

function widthPath(width: number): string {
  return width === tileWidth ? '' : `.p/${width}`
}
