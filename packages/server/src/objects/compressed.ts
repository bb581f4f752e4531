import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'

import type { LogStore } from '@porchlight/log'
import { openDirectoryStore } from '@porchlight/log/directory'

import { ownerOnly } from '../config.ts'

/** Public files that the log names by their digest. What is padding to a reader takes no room on the disk. */
export interface CompressedFiles {
  /** Durable when it returns; replaces a file that no entry commits to yet. */
  readonly write: (name: string, bytes: Uint8Array) => Promise<void>
  /** Null for what is not there, or damaged. */
  readonly read: (name: string) => Promise<Uint8Array | null>
}

/** @param folder of the data directory, where they are kept */
export async function openCompressedFiles(
  dataDirectory: string,
  folder: 'feeds' | 'maps',
): Promise<CompressedFiles> {
  const root = join(dataDirectory, folder)
  await mkdir(root, { recursive: true, mode: ownerOnly })
  return compressed(openDirectoryStore(root))
}

function compressed(store: LogStore): CompressedFiles {
  return {
    write: async (name, bytes) => {
      await store.write(`${name}.gz`, await zip(bytes), { immutable: false })
    },
    read: async (name) => {
      const bytes = await store.read(`${name}.gz`)
      return bytes === null ? null : await unzipped(bytes)
    },
  }
}

/** Null for what is damaged: to a reader it is gone. */
async function unzipped(bytes: Uint8Array): Promise<Uint8Array | null> {
  try {
    return await unzip(bytes)
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
      return null
    throw error
  }
}

const zip = promisify(gzip)
const unzip = promisify(gunzip)
