import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'

import type { LogStore } from '@porchlight/log'
import { openDirectoryStore } from '@porchlight/log/directory'

import { ownerOnly } from '../config.ts'
import type { Database, Db } from '../db/open.ts'

/**
 * A feed of the instance: `log_index` null until the log has its entry, `size` null until its proof is
 * made, from when on it may be served.
 */
export interface FeedRow {
  readonly number: number
  readonly digest: string
  readonly at: string
  readonly log_index: number | null
  readonly size: number | null
}

/** Null before the first. */
export async function newestFeed(db: Database): Promise<FeedRow | null> {
  const row = await db
    .selectFrom('feeds')
    .orderBy('number', 'desc')
    .selectAll()
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

/** In the transaction that queues its entry. */
export async function insertFeed(
  tx: Db,
  feed: Pick<FeedRow, 'number' | 'digest' | 'at'>,
): Promise<void> {
  await tx
    .insertInto('feeds')
    .values({ ...feed, log_index: null, size: null })
    .execute()
}

export async function provedFeed(
  db: Database,
  { number, size }: { readonly number: number; readonly size: number },
): Promise<void> {
  await db.updateTable('feeds').set({ size }).where('number', '=', number).execute()
}

/** Of the trees that the proofs of these feeds are about. */
export async function sizesOf(
  db: Database,
  numbers: readonly number[],
): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('feeds')
    .where('number', 'in', [...numbers])
    .where('size', 'is not', null)
    .select('size')
    .execute()
  return rows.flatMap(({ size }) => (size === null ? [] : [size]))
}

/** The files of feeds and of their proofs. What is padding to a reader takes no room on the disk. */
export interface FeedFiles {
  /** Durable when it returns; replaces a file that no entry commits to yet. */
  readonly write: (name: string, bytes: Uint8Array) => Promise<void>
  /** Null for what is not there, or damaged. */
  readonly read: (name: string) => Promise<Uint8Array | null>
}

export async function openFeedFiles(dataDirectory: string): Promise<FeedFiles> {
  const root = join(dataDirectory, 'feeds')
  await mkdir(root, { recursive: true, mode: ownerOnly })
  return compressed(openDirectoryStore(root))
}

function compressed(store: LogStore): FeedFiles {
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
