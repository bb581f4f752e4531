import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

import type { CanarySearch, Found, Watched } from '@porchlight/e2e'

import { exchangesOf } from '../wire/http.ts'
import type { Tape } from '../wire/recorder.ts'
import { chunksOf, compact } from './memory.ts'
import type { DumpMemory } from './memory.ts'
import type { FollowWrites } from './writes.ts'

const run = promisify(execFile)

/** How a running server is looked into. */
export interface Means {
  readonly dump: DumpMemory
  /** Null where its files are looked at from time to time only. */
  readonly follow: FollowWrites | null
}

/** All that an instance ever had of anybody: what came over the wire, its files at several moments, what it printed, its memory, its backup. */
export class Evidence {
  readonly #directory: string
  readonly #means: Means
  #following: (() => Promise<Buffer>) | null = null
  /** By digest: a file that did not change is looked at once. */
  readonly #whole = new Map<string, { readonly place: string; readonly bytes: Buffer }>()
  readonly #dumps: { readonly place: string; readonly path: string }[] = []
  #dumped = 0

  constructor(directory: string, means: Means) {
    this.#directory = directory
    this.#means = means
  }

  /** Megabytes that are looked through, by where they were. */
  readonly sizes = new Map<string, number>()

  async disk(moment: string, watched: Watched): Promise<void> {
    for (const [path, bytes] of await watched.everything())
      this.#add(path === 'journal' ? 'journal' : `disk, ${moment}: ${path}`, bytes)
  }

  /** Every write from now on, to files that are deleted before anybody looks too. */
  async follow({ pid, dataDirectory: directory }: Watched): Promise<void> {
    const notes = join(this.#directory, 'writes')
    this.#following = (await this.#means.follow?.({ pid, directory, notes })) ?? null
  }

  async unfollow(moment: string): Promise<void> {
    const written = await this.#following?.()
    this.#following = null
    if (written !== undefined) this.#add(`disk, ${moment}: all that was written`, written)
  }

  /** What follows the server lets go of it meanwhile: two cannot look into it at once. */
  async memory(moment: string, watched: Watched): Promise<void> {
    await this.unfollow(moment)
    await this.#remember(moment, watched)
    await this.follow(watched)
  }

  async #remember(moment: string, { pid }: Watched): Promise<void> {
    this.#dumped += 1
    const path = join(this.#directory, `memory-${String(this.#dumped)}`)
    await this.#means.dump(pid, `${path}.whole`)
    await compact(`${path}.whole`, path)
    await rm(`${path}.whole`)
    this.#dumps.push({ place: `memory, ${moment}`, path })
  }

  /** Bytes as they came; and bodies each for itself, which may be packed. */
  wire(tapes: readonly Tape[]): void {
    for (const [at, tape] of tapes.entries()) {
      this.#add(
        `wire, connection ${String(at + 1)}`,
        Buffer.concat(tape.sent.map(({ bytes }) => bytes)),
      )
      for (const { request } of exchangesOf(tape))
        if (request.body.length > 0) this.#add(`wire, ${request.start}`, request.body)
    }
  }

  /** As docs/running/backup.md has it made, and opened again. */
  async backup({ dataDirectory }: Watched): Promise<void> {
    const key = join(this.#directory, 'backup.key')
    const sealed = join(this.#directory, 'backup.tar.age')
    const tar = join(this.#directory, 'backup.tar')
    await run('age-keygen', ['-o', key])
    const recipient = /public key: (\S+)/.exec(await readFile(key, 'utf8'))?.[1] ?? ''
    const make = 'tar -C "$1" -c . | age -r "$2" > "$3" && age -d -i "$4" -o "$5" "$3"'
    await run('sh', ['-c', make, 'sh', dataDirectory, recipient, sealed, key, tar])
    this.#add('backup, as it is stored', await readFile(sealed))
    this.#add('backup, opened', await readFile(tar))
  }

  async search(search: CanarySearch): Promise<readonly Found[]> {
    const found = [...this.#whole.values()].flatMap(({ place, bytes }) => search.in(place, bytes))
    for (const { place, path } of this.#dumps)
      for await (const chunk of chunksOf(path)) {
        this.#count(place, chunk.length)
        found.push(...search.in(place, chunk, false))
      }
    return found
  }

  #add(place: string, bytes: Buffer): void {
    const digest = createHash('sha256')
      .update(place.split(/[,:]/)[0] ?? '')
      .update(bytes)
      .digest('hex')
    if (this.#whole.has(digest)) return
    this.#whole.set(digest, { place, bytes })
    this.#count(place, bytes.length)
  }

  #count(place: string, bytes: number): void {
    const [kind = ''] = place.split(',')
    this.sizes.set(kind, (this.sizes.get(kind) ?? 0) + bytes / 1e6)
  }
}
