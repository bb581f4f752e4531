import { open, rename, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'

import type { Sink } from './sink.ts'

/**
 * A file that appears under its name when it is whole and safe on disk: temporary file beside it,
 * fsync, rename, fsync of the directory. After a crash it is there whole, or not at all (and
 * `NAME.opening` may be left). What has the name already is replaced.
 */
export async function openFileSink(path: string): Promise<Sink> {
  const temporary = `${path}.opening`
  return new FileSink(path, temporary, await open(temporary, 'w', ownerOnly))
}

/** Evidence: for the account that opened it and nobody else. */
const ownerOnly = 0o600

class FileSink implements Sink {
  readonly #path: string
  readonly #temporary: string
  readonly #file: FileHandle

  constructor(path: string, temporary: string, file: FileHandle) {
    this.#path = path
    this.#temporary = temporary
    this.#file = file
  }

  async write(bytes: Uint8Array): Promise<void> {
    let written = 0
    while (written < bytes.length) written += (await this.#file.write(bytes, written)).bytesWritten
  }

  async commit(): Promise<void> {
    await this.#file.sync()
    await this.#file.close()
    await rename(this.#temporary, this.#path)
    await syncDirectory(dirname(this.#path))
  }

  async discard(): Promise<void> {
    await this.#file.close()
    await rm(this.#temporary, { force: true })
  }
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}
