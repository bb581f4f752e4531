import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

import { Manifest, ReceiptDetails } from '@porchlight/core'
import { LocalId } from '@porchlight/owner'
import type Database from 'libsql'
import { z } from 'zod'

import { Records } from '../state/records.ts'

/** A sealed answer as it is kept until the log has it: sent again, its bytes must be the same. */
export const KeptSealed = z.strictObject({
  manifest: Manifest,
  /** Standard base64. */
  manifestFile: z.base64(),
  sealed: z.array(z.string()),
  recipients: z.array(z.string()),
  commitment: z.string(),
  originals: ReceiptDetails.shape.originals,
})
export type KeptSealed = z.infer<typeof KeptSealed>

/** What is sealed and not in the log yet, under the names of the answers. The files tell nothing; the manifests do. */
export class SealedAnswers {
  readonly #directory: string
  readonly #records: Records<KeptSealed>

  constructor(database: Database.Database, directory: string) {
    this.#directory = directory
    this.#records = new Records(database, 'sealed', KeptSealed)
  }

  get(answer: LocalId): KeptSealed | null {
    return this.#records.get(answer)
  }

  /** Durable when it returns: from now on it is sent as it is. */
  put(answer: LocalId, sealed: KeptSealed): void {
    this.#records.put(answer, sealed)
  }

  pathOf(answer: LocalId, clip: string): string {
    return join(this.#directory, answer, `${clip}.age`)
  }

  /** An empty folder for its files: what an earlier attempt left is of no use where its manifest was never written. */
  async begin(answer: LocalId): Promise<void> {
    await this.forget(answer)
    await mkdir(join(this.#directory, answer), { recursive: true, mode: 0o700 })
  }

  async forget(answer: LocalId): Promise<void> {
    this.#records.delete(answer)
    await rm(join(this.#directory, answer), { recursive: true, force: true })
  }

  /** Deletes what an end without warning left behind: all but what is of these answers. */
  async tidy(waiting: ReadonlySet<LocalId>): Promise<void> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 })
    const names = new Set([...(await readdir(this.#directory)), ...this.#records.ids()])
    for (const name of names) {
      if (waiting.has(name)) continue
      const id = LocalId.safeParse(name)
      if (id.success) await this.forget(id.data)
      else await rm(join(this.#directory, name), { recursive: true, force: true })
    }
  }
}
