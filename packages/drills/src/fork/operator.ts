import {
  defaultPolicy,
  entryBytes,
  feedBytes,
  feedEntry,
  feedPath,
  feedProofBytes,
  feedsBefore,
  later,
  minuteOf,
  requestEntry,
  secondsBetween,
  sha256Hex,
  toBase64,
} from '@porchlight/core'
import type { Entry, Instant, SealedMessage, SignedRequest } from '@porchlight/core'
import type { Offer } from '@porchlight/hub'
import {
  collectCosignatures,
  createKey,
  createLog,
  createMemoryLock,
  createMemoryStore,
  createReader,
  formatPublicKey,
  formatTlogProof,
  LogError,
  openSequencer,
  parsePolicy,
  publicKeyOf,
  signatureType,
  verifyByPolicy,
} from '@porchlight/log'
import type {
  CheckpointLock,
  Cosign,
  MemoryStore,
  Policy,
  Sequencer,
  SignedCheckpoint,
} from '@porchlight/log'
import { createNodeSigner, nodeHasher } from '@porchlight/log/node'
import { composeFeed, FeedDirectory } from '@porchlight/server'
import type { FeedContent } from '@porchlight/server'

import type { DrillAgency } from './agency.ts'
import { openDrillWitness } from './witness.ts'
import type { DrillWitness } from './witness.ts'

const logKey = createKey({
  name: 'porchlight.example/log',
  type: signatureType.ed25519,
  seed: new Uint8Array(32).fill(250),
})
const signer = createNodeSigner(logKey)

/** No client of the drill sleeps longer. */
const keptFeeds = 200

export const origin = 'https://porchlight.example'

/** What all histories of one instance share: the clock of the world, and the witnesses. */
export interface Town {
  now: Instant
  readonly witnesses: readonly DrillWitness[]
  readonly policyText: string
  readonly policy: Policy
}

/** Three witnesses, of which so many must have cosigned. */
export function openTown(threshold: number): Town {
  const names = ['north', 'south', 'east']
  const witnesses = names.map((name, at) => openDrillWitness(name, at + 1, publicKeyOf(logKey)))
  const lines = witnesses.map(({ line }) => `${line}\n`).join('')
  const policyText = `log ${formatPublicKey(publicKeyOf(logKey))}\n${lines}group enough ${String(threshold)} ${names.join(' ')}\nquorum enough\n`
  const policy = parsePolicy(policyText)
  return { now: '2026-11-02T10:00:00Z', witnesses, policyText, policy }
}

interface Live {
  readonly signed: SignedRequest
  readonly publishedAt: Instant
  readonly index: number
}

/** What a history consists of besides its log. */
interface Books {
  readonly entries: Entry[]
  readonly agencies: DrillAgency[]
  live: Live[]
  /** By the number of a feed: the size of the tree that its proof is about. */
  readonly sizes: Map<number, number>
  /** By number: what was served. */
  readonly served: Map<number, Offer>
  number: number
}

/** Who adds cosignatures to a history: the town's witnesses, or whoever an attacker has. */
export type Cosigning = (operator: Operator) => Cosign

/**
 * Holds the log's key, and so can have as many histories as it likes. Honest as long as there is one, and
 * what it shows is what that one says.
 */
export class Operator {
  readonly town: Town
  readonly #store: MemoryStore
  readonly #lock: CheckpointLock
  readonly #sequencer: Sequencer
  readonly #books: Books
  #begun: Begun | null = null

  private constructor(parts: {
    readonly town: Town
    readonly store: MemoryStore
    readonly lock: CheckpointLock
    readonly sequencer: Sequencer
    readonly books: Books
  }) {
    this.town = parts.town
    this.#store = parts.store
    this.#lock = parts.lock
    this.#sequencer = parts.sequencer
    this.#books = parts.books
  }

  /** A new instance with its first entry. */
  static async open(town: Town): Promise<Operator> {
    const store = createMemoryStore()
    const lock = createMemoryLock()
    await createLog({ store, lock, signer })
    const books = { entries: [], agencies: [], live: [], sizes: new Map(), served: new Map() }
    const operator = await Operator.#on({ town, store, lock, books: { ...books, number: 0 } })
    await operator.enter([
      {
        kind: 'instance.opened',
        origin,
        policy: { ...defaultPolicy },
        witnesses: town.policyText,
        at: minuteOf(town.now),
      },
    ])
    return operator
  }

  static async #on(
    parts: {
      readonly town: Town
      readonly store: MemoryStore
      readonly lock: CheckpointLock
      readonly books: Books
    },
    cosigning: Cosigning = honestly(parts.town.witnesses),
  ): Promise<Operator> {
    // the cosigner reads what is being published
    const held: { operator: Operator | null } = { operator: null }
    const sequencer = await openSequencer({
      ...parts,
      signer,
      hasher: nodeHasher,
      now: parts.town.now,
      cosign: async (checkpoint) =>
        held.operator === null ? checkpoint : await cosigning(held.operator)(checkpoint),
    })
    held.operator = new Operator({ ...parts, sequencer })
    return held.operator
  }

  /** A second history that begins as this one did; who cosigns it is another matter. */
  async fork(cosigning: Cosigning): Promise<Operator> {
    const store = createMemoryStore()
    for (const [path, bytes] of this.#store.files) store.files.set(path, bytes.slice())
    const { entries, agencies, live, sizes, served, number } = this.#books
    const books = {
      entries: [...entries],
      agencies: [...agencies],
      live: [...live],
      sizes: new Map(sizes),
      served: new Map(served),
      number,
    }
    const lock = createMemoryLock(await this.#lock.read())
    return await Operator.#on({ town: this.town, store, lock, books }, cosigning)
  }

  get checkpoint(): SignedCheckpoint {
    return this.#sequencer.checkpoint
  }

  get number(): number {
    return this.#books.number
  }

  get live(): readonly Live[] {
    return this.#books.live
  }

  get agencies(): readonly DrillAgency[] {
    return this.#books.agencies
  }

  get reader(): ReturnType<typeof createReader> {
    const { checkpoint } = this
    return createReader({ store: this.#store, checkpoint, hasher: nodeHasher })
  }

  /** A reader of a checkpoint that is not published yet. */
  readerOf(checkpoint: SignedCheckpoint): ReturnType<typeof createReader> {
    return createReader({ store: this.#store, checkpoint, hasher: nodeHasher })
  }

  served(number: number): Offer | undefined {
    return this.#books.served.get(number)
  }

  /**
   * @returns the index of the first; null where too few witnesses would cosign: then it is in the log as soon
   * as enough of them are there again
   */
  async enter(entries: readonly Entry[]): Promise<number | null> {
    const index = this.#books.entries.length
    this.#books.entries.push(...entries)
    const { now } = this.town
    const appended = this.#sequencer.append(entries.map(entryBytes), now)
    return (await enough(appended)) ? index : null
  }

  async admit(agency: DrillAgency): Promise<void> {
    if ((await this.enter(agency.admitted(this.town.now))) !== null)
      this.#books.agencies.push(agency)
  }

  async publish(signed: SignedRequest, publishedAt: Instant = this.town.now): Promise<void> {
    const index = await this.enter([requestEntry(signed, publishedAt)])
    if (index !== null) this.#books.live.push({ signed, publishedAt, index })
  }

  async withdraw({ signed }: Live): Promise<void> {
    const request = signed.request.id
    const at = minuteOf(this.town.now)
    if ((await this.enter([{ kind: 'request.withdrawn', request, at }])) === null) return
    this.#books.live = this.#books.live.filter((each) => each.signed !== signed)
  }

  /** The next feed as it should be, and once more where the witnesses had last vouched an hour ago. */
  async tick(): Promise<Offer | null> {
    if (this.#begun !== null) {
      if (!(await enough(this.#sequencer.settle()))) return null
      await this.#finish()
    }
    const { cosignatures } = verifyByPolicy(this.checkpoint.note, this.town.policy)
    const newest = cosignatures
      .map(({ at }) => at)
      .toSorted()
      .at(-1)
    const first = await this.feed()
    const isOld = newest !== undefined && secondsBetween(newest, this.town.now) > 3600
    return isOld && first !== null ? await this.feed() : first
  }

  /** Makes a feed, enters it, and proves it; with whatever an attacker puts in. */
  async feed(other: Partial<FeedContent> = {}): Promise<Offer | null> {
    const content = await this.content(other)
    const bytes = feedBytes(await composeFeed(content))
    const { number, at, checkpoint } = content
    const digest = sha256Hex(bytes)
    const index = this.#books.entries.length
    this.#begun = { number, at, digest, index, bytes, madeAt: checkpoint.size }
    if ((await this.enter([feedEntry({ number, digest, at })])) === null) return null
    return await this.#finish()
  }

  /** The feed whose entry waited for the witnesses. */
  async #finish(): Promise<Offer | null> {
    const begun = this.#begun
    if (begun === null) return null
    const offer = { feed: begun.bytes, proof: await this.prove(begun) }
    this.#books.number = Math.max(this.#books.number, begun.number)
    this.#books.sizes.set(begun.number, this.checkpoint.size)
    this.#books.served.set(begun.number, offer)
    this.#books.served.delete(begun.number - keptFeeds)
    this.#begun = null
    return offer
  }

  async content(other: Partial<FeedContent> = {}): Promise<FeedContent> {
    const { entries, agencies, live, sizes, number: last } = this.#books
    const { now } = this.town
    const number = other.number ?? last + 1
    const directory = new FeedDirectory()
    for (const [index, entry] of entries.entries()) directory.take(entry, index)
    return await Promise.resolve({
      number,
      origin,
      at: now,
      issuer: null,
      checkpoint: this.checkpoint,
      reader: this.reader,
      sizes: feedsBefore(number).flatMap((before) => sizes.get(before) ?? []),
      directory: directory.entries,
      news: [],
      messages: pendingAt(number),
      agencies: agencies.map(({ profile, keys }) => ({ profile, keys })),
      requests: live.filter(({ signed }) => signed.request.expiresAt > now),
      ...other,
    })
  }

  /** The proof of a feed under the newest checkpoint. */
  async prove({ number, at, digest, index, madeAt }: Omit<Begun, 'bytes'>): Promise<Uint8Array> {
    const { reader, checkpoint } = this
    const hashes = await reader.inclusion(index)
    const consistency = await reader.consistency(madeAt)
    return feedProofBytes({
      kind: 'porchlight/feed-proof/v1',
      number,
      path: feedPath(number),
      digest,
      at,
      proof: formatTlogProof({ index, hashes, checkpoint: checkpoint.note }),
      consistency: consistency.map(toBase64),
    })
  }
}

/** A feed on its way into the log. */
export interface Begun {
  readonly number: number
  readonly at: Instant
  readonly digest: string
  /** Of its entry. */
  readonly index: number
  readonly bytes: Uint8Array
  /** The size of the tree that it shows. */
  readonly madeAt: number
}

/** @returns whether there were enough witnesses */
async function enough(published: Promise<unknown>): Promise<boolean> {
  try {
    await published
    return true
  } catch (error) {
    if (error instanceof LogError && error.code === 'quorum-missing') return false
    throw error
  }
}

/**
 * These witnesses are asked, those of them that are up, each by its own clock.
 *
 * @param lax in place of the town's policy: for who publishes with too few
 */
export function honestly(witnesses: readonly DrillWitness[], lax: Policy | null = null): Cosigning {
  const sizes = new Map<string, number>()
  return (operator) => {
    const { town } = operator
    return async (checkpoint) => {
      const collection = await collectCosignatures({
        checkpoint,
        policy: lax ?? town.policy,
        sizes,
        signal: AbortSignal.timeout(10_000),
        proof: async (old) => await operator.readerOf(checkpoint).consistency(old),
        send: async ({ witness, body }) => {
          const asked = witnesses.find(({ name, up }) => up && name === witness.name)
          if (asked === undefined) throw new Error('Nobody answers')
          return await asked.ask(body, later(town.now, asked.clockSeconds))
        },
      })
      for (const [name, size] of collection.sizes) sizes.set(name, size)
      if (!collection.quorum) throw new LogError('quorum-missing')
      return { ...checkpoint, note: collection.note }
    }
  }
}

/** Questions for owners come and go; whoever cannot read them may be told nothing wrong of them. */
function pendingAt(number: number): readonly SealedMessage[] {
  const newest = Math.floor(number / 4)
  return [0, 1, 2]
    .filter((age) => age <= newest)
    .map((age) => toBase64(new Uint8Array(4296).fill((newest - age) % 251)))
    .toSorted()
}
