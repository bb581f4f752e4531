import { tileWidth } from '@porchlight/log'
import type { Bundle, Tile } from '@porchlight/log'

/** The tiles of a tree of `size` that a tree of `old` does not have, level by level. */
export function newTiles(old: number, size: number): readonly Tile[] {
  const tiles: Tile[] = []
  for (let level = 0; tileWidth ** level <= size; level += 1) {
    const before = Math.floor(old / tileWidth ** level)
    const hashes = Math.floor(size / tileWidth ** level)
    tiles.push(...newBundles(before, hashes).map((bundle) => ({ level, ...bundle })))
  }
  return tiles
}

/** The bundles of a tree of `size` that a tree of `old` does not have. */
export function newBundles(old: number, size: number): readonly Bundle[] {
  if (old === size) return []
  const bundles: Bundle[] = []
  for (let index = Math.floor(old / tileWidth); index * tileWidth < size; index += 1)
    bundles.push({ index, width: Math.min(tileWidth, size - index * tileWidth) })
  return bundles
}
