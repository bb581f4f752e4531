import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

/** The files of a batch that fills a tile, in bytes: its stage and its bundle with the entries, the lock, two tiles, the checkpoint. */
function filesOf(entryBytes: number): readonly number[] {
  return [entryBytes, 4096, entryBytes, 8192, 4096, 200]
}

/**
 * What the disk itself asks for a batch: as many files of the same sizes, each brought to disk, renamed, and its directory brought to
 * disk, one after the other; and one of them taken away, as a stage is. Nothing is hashed, signed or checked.
 *
 * @param entryBytes of all entries of one batch
 * @returns milliseconds for each batch
 */
export function writePlain(directory: string, batches: number, entryBytes: number): number {
  mkdirSync(directory, { recursive: true })
  const files = filesOf(entryBytes).map((bytes) => new Uint8Array(bytes))
  const started = performance.now()
  for (let batch = 0; batch < batches; batch += 1) {
    for (const [file, bytes] of files.entries())
      writeDurably(directory, `${String(batch)}-${String(file)}`, bytes)
    rmSync(join(directory, `${String(batch)}-0`))
  }
  return (performance.now() - started) / batches
}

function writeDurably(directory: string, name: string, bytes: Uint8Array): void {
  const temporary = join(directory, 'temporary')
  const file = openSync(temporary, 'w')
  writeFileSync(file, bytes)
  fsyncSync(file)
  closeSync(file)
  renameSync(temporary, join(directory, name))
  const parent = openSync(directory, 'r')
  fsyncSync(parent)
  closeSync(parent)
}
