import {
  feedBytes,
  feedEntry,
  feedPath,
  feedProofBytes,
  feedsBefore,
  hourSeconds,
  readFeed,
  secondsBetween,
  sha256Hex,
} from '@porchlight/core'
import type { Instant } from '@porchlight/core'
import {
  createReader,
  formatTlogProof,
  LogError,
  parseCheckpoint,
  parseNote,
  verifyByPolicy,
} from '@porchlight/log'
import type { SignedCheckpoint } from '@porchlight/log'

import type { Config, World } from '../config.ts'
import type { Database } from '../db/open.ts'
import { foldLog } from '../log/fold.ts'
import type { CatchUp } from '../log/fold.ts'
import type { InstanceLog } from '../log/open.ts'
import { unlessUnavailable } from '../log/outbox.ts'
import type { Outbox } from '../log/outbox.ts'
import type { CompressedFiles } from '../objects/compressed.ts'
import { composeFeed, texts } from './compose.ts'
import { feedContent } from './content.ts'
import { FeedDirectory } from './directory.ts'
import { FeedNews } from './news.ts'
import { insertFeed, newestFeed, provedFeed, sizesOf } from './store.ts'
import type { FeedRow } from './store.ts'

/** The feed that everybody gets now. */
export interface NewestFeed {
  readonly number: number
  readonly digest: string
  readonly at: Instant
  readonly feed: Uint8Array
  readonly proof: Uint8Array
}

export interface FeedParts extends Pick<World, 'now' | 'fail'> {
  readonly db: Database
  readonly config: Pick<Config, 'origin' | 'tokens' | 'tokenWorkBits'>
  readonly log: Pick<InstanceLog, 'store' | 'sequencer' | 'policy'>
  readonly outbox: Outbox
  readonly files: CompressedFiles
}

/**
 * Makes the feeds, one after the other. The order is what makes a crash at any point harmless: the file,
 * durable → one transaction with the row and the queued entry → the entry in a published checkpoint → the
 * proof, durable → served. Before the transaction there is only a file that nothing names, and the next
 * feed of that number replaces it; after it, what is left is done by the next tick or start. So a number
 * is never used twice.
 */
export class FeedPublisher {
  readonly #parts: FeedParts
  readonly #directory = new FeedDirectory()
  readonly #news = new FeedNews()
  readonly #catchUp: CatchUp
  /** Of the last feed that was begun. */
  #number = 0
  #newest: NewestFeed | null = null
  #running: Promise<unknown> = Promise.resolve()

  constructor(parts: FeedParts) {
    this.#parts = parts
    this.#catchUp = foldLog({
      ...parts.log,
      take: (entry, index) => {
        this.#directory.take(entry, index)
        this.#news.take(entry, index)
      },
    })
  }

  /** Null before the first, and where the log could not take it yet. */
  get newest(): NewestFeed | null {
    return this.#newest
  }

  /** Finishes what was begun, so that the newest feed is there; for the start. */
  async open(): Promise<void> {
    await this.#inTurn(async () => {
      await this.#finish()
    })
  }

  /** Publishes the next feed; nothing where the log cannot be written now. */
  async tick(): Promise<void> {
    await this.#inTurn(async () => {
      const checkpoint = await this.#next()
      // after a long pause the first one vouches for a checkpoint that clients call stale
      if (checkpoint !== null && this.#isOld(checkpoint)) await this.#next()
    })
  }

  async #inTurn(run: () => Promise<void>): Promise<void> {
    const turn = this.#running.then(run)
    this.#running = turn.catch(() => undefined)
    try {
      await turn
    } catch (error) {
      if (error instanceof LogError && error.code === 'store-failed') this.#parts.fail(error)
      throw error
    }
  }

  /** @returns the checkpoint that it was made at; null where none was made */
  async #next(): Promise<SignedCheckpoint | null> {
    const { outbox, files, now } = this.#parts
    if (!(await this.#finish())) return null
    const number = this.#number + 1
    const at = now()
    const { bytes, checkpoint } = await this.#compose(number, at)
    const digest = sha256Hex(bytes)
    await files.write(fileOf(number), bytes)
    const intent = {
      entry: feedEntry({ number, digest, at }),
      effect: { kind: 'feed', number },
    } as const
    await unlessUnavailable(
      async () =>
        await outbox.enter([intent], async (tx) => {
          await insertFeed(tx, { number, digest, at })
        }),
    )
    return (await this.#finish()) ? checkpoint : null
  }

  async #compose(
    number: number,
    at: Instant,
  ): Promise<{ readonly bytes: Uint8Array; readonly checkpoint: SignedCheckpoint }> {
    const { db, config, log } = this.#parts
    const checkpoint = await this.#catchUp()
    const reader = createReader({ store: log.store, checkpoint })
    const { size } = checkpoint
    const directory = this.#directory
    const feed = await composeFeed({
      number,
      at,
      origin: config.origin,
      checkpoint,
      reader,
      sizes: await sizesOf(db, feedsBefore(number)),
      directory: directory.entries,
      news: this.#news.newest(at),
      ...(await feedContent(db, { size, now: at, directory, config })),
    })
    return { bytes: feedBytes(feed), checkpoint }
  }

  /** @returns whether the last feed that was begun is served now, or none was */
  async #finish(): Promise<boolean> {
    const { db, outbox } = this.#parts
    let row = await newestFeed(db)
    if (row !== null && row.log_index === null) {
      await unlessUnavailable(async () => await outbox.drain())
      row = await newestFeed(db)
    }
    if (row === null) return true
    this.#number = row.number
    if (row.log_index === null) return false
    if (row.size === null) await this.#prove(row, row.log_index)
    if (this.#newest?.number !== row.number) this.#newest = await this.#load(row)
    return true
  }

  async #prove({ number, digest, at }: FeedRow, index: number): Promise<void> {
    const { db, log, files } = this.#parts
    const { checkpoint } = log.sequencer
    const reader = createReader({ store: log.store, checkpoint })
    const made = await this.#madeAt(number)
    // its file is gone, and so is the feed; the next one comes with the next tick
    if (made === null) return
    const bytes = feedProofBytes({
      kind: 'porchlight/feed-proof/v1',
      number,
      path: feedPath(number),
      digest,
      at,
      proof: formatTlogProof({
        index,
        hashes: await reader.inclusion(index),
        checkpoint: checkpoint.note,
      }),
      consistency: texts(await reader.consistency(made)),
    })
    await files.write(proofFileOf(number), bytes)
    await provedFeed(db, { number, size: checkpoint.size })
  }

  /** The size of the tree that a feed was made at; null where its file is lost or damaged. */
  async #madeAt(number: number): Promise<number | null> {
    const bytes = await this.#parts.files.read(fileOf(number))
    const read = bytes === null ? null : readFeed(bytes)
    if (read?.read !== true) return null
    return parseCheckpoint(parseNote(read.value.checkpoint).text).size
  }

  /** Null where one of its files is lost or damaged: nobody is given what the log does not name. */
  async #load({ number, digest, at }: FeedRow): Promise<NewestFeed | null> {
    const feed = await this.#parts.files.read(fileOf(number))
    const proof = await this.#parts.files.read(proofFileOf(number))
    if (feed === null || proof === null || sha256Hex(feed) !== digest) return null
    return { number, digest, at, feed, proof }
  }

  #isOld({ note }: SignedCheckpoint): boolean {
    const { log, now } = this.#parts
    const { cosignatures } = verifyByPolicy(note, log.policy)
    const newest = cosignatures
      .map((cosignature) => cosignature.at)
      .toSorted()
      .at(-1)
    return newest !== undefined && secondsBetween(newest, now()) > hourSeconds
  }
}

/** Of a feed, among the files of feeds. */
export function fileOf(number: number): string {
  return `${String(number)}.json`
}

export function proofFileOf(number: number): string {
  return `${String(number)}.proof`
}
