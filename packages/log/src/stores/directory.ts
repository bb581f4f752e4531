// oxlint-disable-next-line no-restricted-imports -- a file that needs Node; it has an entry point of its own
import { closeSync, fsync, mkdirSync, openSync, renameSync, statSync, writeFileSync } from 'node:fs'
// oxlint-disable-next-line no-restricted-imports -- as above
import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
// oxlint-disable-next-line no-restricted-imports -- as above
import { dirname, join } from 'node:path'

import { equalBytes } from '../bytes.ts'
import { LogError } from '../error.ts'
import type { LogStore, WriteOptions } from '../store.ts'

/**
 * A log's files in a directory, served as they are by any web server.
 * A write is: temporary file → fsync → rename → fsync of the directory, so it is whole or absent, and there after a power cut.
 * After a failed fsync the kernel may have dropped the data and yet show it to readers, so the store refuses
 * every later write (`store-failed`) until the program starts again and the sequencer writes its last batch anew.
 * What only changes the kernel's memory (open, write, rename) is called in place: sending it to Node's
 * thread pool takes longer than doing it. What waits for the disk (fsync) is not.
 * @param root an existing directory. Reading never changes it.
 */
export function openDirectoryStore(root: string): LogStore {
  return new DirectoryStore(root)
}

/** Holds files that are being written. Not `tmp`: it must be on the same file system for `rename`. */
const writingDirectory = '.writing'

/** A temporary file this much older than a fresh one was left by a program that died. In milliseconds. */
const leftoverMillis = 3_600_000

class DirectoryStore implements LogStore {
  readonly #root: string
  /** directories whose own entry in their parent is durable */
  readonly #durable = new Set<string>()
  #temporary: Promise<string> | null = null
  #written = 0
  /** what is being taken away; never rejects */
  readonly #discarding = new Map<string, Promise<void>>()
  #failure: unknown = null

  constructor(root: string) {
    this.#root = root
    this.#durable.add(root)
  }

  async read(path: string): Promise<Uint8Array | null> {
    const target = this.#locate(path)
    await this.#discarding.get(target)
    const bytes = await readIfThere(target)
    return bytes === null ? null : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
  }

  async write(path: string, bytes: Uint8Array, { immutable }: WriteOptions): Promise<void> {
    const target = this.#locate(path)
    await this.#discarding.get(target)
    if (this.#failure !== null) throw new LogError('store-failed', path, { cause: this.#failure })
    if (immutable) await refuseOtherBytes(path, target, bytes)
    await this.#makeDirectory(dirname(target))
    // Also where the bytes are there already: they may be in the kernel's cache only.
    await this.#replace(target, bytes)
    await this.#syncDirectory(dirname(target))
  }

  /** Taking it away goes on after the answer: nobody needs the file, and some file systems give its blocks back slowly. */
  async discard(path: string): Promise<void> {
    const target = this.#locate(path)
    if (!this.#discarding.has(target)) this.#discarding.set(target, this.#remove(target))
    await Promise.resolve()
  }

  #locate(path: string): string {
    if (!/^[a-z0-9][a-z0-9.-]*(?:\/[a-z0-9][a-z0-9.-]*)*$/.test(path))
      throw new LogError('path-refused', path)
    return join(this.#root, ...path.split('/'))
  }

  async #remove(target: string): Promise<void> {
    try {
      await rm(target, { force: true })
    } catch (error) {
      // a directory from which nothing can be taken is out of order
      this.#failure ??= error
    } finally {
      this.#discarding.delete(target)
    }
  }

  async #replace(target: string, bytes: Uint8Array): Promise<void> {
    this.#temporary ??= makeTemporaryDirectory(join(this.#root, writingDirectory))
    const directory = await this.#temporary
    // another program may have taken it for a leftover after an idle hour
    mkdirSync(directory, { recursive: true })
    const file = join(directory, String(this.#written++))
    try {
      await this.#writeDurably(file, bytes)
      renameSync(file, target)
    } catch (error) {
      // a full disk must not stay full of what could not be written
      await rm(file, { force: true })
      throw error
    }
  }

  async #writeDurably(file: string, bytes: Uint8Array): Promise<void> {
    const descriptor = openSync(file, 'w')
    try {
      writeFileSync(descriptor, bytes)
      await this.#sync(descriptor)
    } finally {
      closeSync(descriptor)
    }
  }

  async #makeDirectory(directory: string): Promise<void> {
    if (this.#durable.has(directory)) return
    const parent = dirname(directory)
    await this.#makeDirectory(parent)
    mkdirSync(directory, { recursive: true })
    await this.#syncDirectory(parent)
    this.#durable.add(directory)
  }

  async #syncDirectory(directory: string): Promise<void> {
    const descriptor = openSync(directory, 'r')
    try {
      await this.#sync(descriptor)
    } finally {
      closeSync(descriptor)
    }
  }

  async #sync(descriptor: number): Promise<void> {
    const error = await new Promise<Error | null>((resolve) => {
      fsync(descriptor, resolve)
    })
    if (error === null) return
    this.#failure ??= error
    throw new LogError('store-failed', 'fsync', { cause: error })
  }
}

async function refuseOtherBytes(path: string, target: string, bytes: Uint8Array): Promise<void> {
  // nearly always nothing is there
  if (statSync(target, { throwIfNoEntry: false }) === undefined) return
  const held = await readIfThere(target)
  if (held !== null && !equalBytes(held, bytes)) throw new LogError('immutable-differs', path)
}

async function readIfThere(file: string): Promise<Uint8Array | null> {
  try {
    return await readFile(file)
  } catch (error) {
    if (isAbsence(error)) return null
    throw error
  }
}

/** A directory of this store's own; leftovers of programs that died go. */
async function makeTemporaryDirectory(parent: string): Promise<string> {
  await mkdir(parent, { recursive: true })
  const own = await mkdtemp(join(parent, 'w'))
  const { mtimeMs } = await stat(own)
  for (const name of await readdir(parent)) {
    const other = join(parent, name)
    if (mtimeMs - (await modifiedMillis(other)) > leftoverMillis)
      await rm(other, { recursive: true, force: true })
  }
  return own
}

async function modifiedMillis(file: string): Promise<number> {
  try {
    return (await stat(file)).mtimeMs
  } catch (error) {
    // another program took it away in between
    if (isAbsence(error)) return Number.POSITIVE_INFINITY
    throw error
  }
}

function isAbsence(error: unknown): boolean {
  // ENOTDIR: a file where the path wants a directory
  return (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'ENOENT' || error.code === 'ENOTDIR')
  )
}
