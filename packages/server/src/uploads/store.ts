import type { Readable } from 'node:stream'

import { Fault } from '@porchlight/core'
import { DataStore, Upload } from '@tus/utils'

import type { World } from '../config.ts'
import type { Database } from '../db/open.ts'
import type { Objects } from '../objects/directory.ts'
import { formatUploadId, parseUploadId } from './id.ts'
import type { UploadName } from './id.ts'
import { writeDurably } from './write.ts'

/**
 * Where tus keeps sealed files. Unlike the stock store it answers a PATCH only after the bytes are on
 * disk and the offset is in the database; a power cut loses nothing that was acknowledged. Nothing but
 * size and offset is kept of an upload.
 */
export class SealedStore extends DataStore {
  override readonly extensions: string[] = ['creation']
  readonly #db: Database
  readonly #objects: Objects
  readonly #fail: World['fail']

  constructor({
    db,
    objects,
    fail,
  }: {
    readonly db: Database
    readonly objects: Objects
    readonly fail: World['fail']
  }) {
    super()
    this.#db = db
    this.#objects = objects
    this.#fail = fail
  }

  /** @throws {Fault} `submission/altered` where the size is not the one that was announced */
  override async create(upload: Upload): Promise<Upload> {
    const name = parseUploadId(upload.id)
    const { bytes } = await this.#row(name)
    if (upload.size !== bytes) throw new Fault('submission/altered')
    await this.#objects.create(name.submission, name.number)
    return upload
  }

  /** @returns the offset up to which everything is on disk */
  override async write(stream: Readable, id: string, offset: number): Promise<number> {
    const name = parseUploadId(id)
    const { bytes, received } = await this.#row(name)
    if (offset !== received) throw new Fault('upload/offset')
    const end = await this.#append(stream, name, { offset, limit: bytes })
    await this.#db
      .updateTable('files')
      .set({ received: end })
      .where('submission', '=', name.submission)
      .where('number', '=', name.number)
      .execute()
    return end
  }

  /** @throws {Fault} `submission/not-found` */
  override async getUpload(id: string): Promise<Upload> {
    const name = parseUploadId(id)
    const { bytes, received } = await this.#row(name)
    return new Upload({ id: formatUploadId(name), size: bytes, offset: received })
  }

  async #append(
    stream: Readable,
    { submission, number }: UploadName,
    span: { readonly offset: number; readonly limit: number },
  ): Promise<number> {
    const file = await this.#objects.openAt(submission, number)
    try {
      const end = await writeDurably(file, stream, span)
      // what a failed fsync leaves in memory may differ from the disk, for every later reader
      await file.datasync().catch(this.#fail)
      return end
    } finally {
      await file.close()
      await this.#objects.clearTimes(submission, number)
    }
  }

  async #row({ submission, number }: UploadName): Promise<{ bytes: number; received: number }> {
    const row = await this.#db
      .selectFrom('files')
      .where('submission', '=', submission)
      .where('number', '=', number)
      .select(['bytes', 'received'])
      .executeTakeFirst()
    if (row === undefined) throw new Fault('submission/not-found')
    return row
  }
}
