/** Where a box of an MP4 file lies: its header from `from`, its body from `body` up to `to`. */
interface Place {
  readonly type: string
  readonly from: number
  readonly body: number
  readonly to: number
}

/** A box with a 32-bit size. */
export function box(type: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length + 8)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, body])
}

/** Numbers of 32 bits. */
export function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  for (const [at, value] of values.entries()) bytes.writeUInt32BE(value >>> 0, at * 4)
  return bytes
}

/**
 * An MP4 file that can be changed anywhere and stays one: sizes, offsets and tables follow. Written apart from
 * the product's own reader and writer, which it is there to try. One `moov`, one `mdat`, 32-bit offsets.
 */
export class Movie {
  bytes: Buffer

  constructor(bytes: Buffer) {
    this.bytes = Buffer.from(bytes)
  }

  /** The first box along a path of names. */
  find(...path: readonly string[]): Place {
    return this.#along(path).at(-1) ?? missing(path)
  }

  /** Adds a box at the end of another. */
  append(path: readonly string[], child: Buffer): this {
    const places = this.#along(path)
    const { to } = places.at(-1) ?? missing(path)
    return this.#splice(to, child, { inside: places, moves: (offset) => offset >= to })
  }

  /** Writes over bytes in the body of a box. */
  patch(path: readonly string[], at: number, bytes: Buffer): this {
    bytes.copy(this.bytes, this.find(...path).body + at)
    return this
  }

  /** Adds bytes at the end of the media, which no sample refers to. @returns where they lie */
  slack(bytes: Buffer): number {
    const mdat = this.find('mdat')
    this.#splice(mdat.to, bytes, { inside: [mdat], moves: (offset) => offset >= mdat.to })
    return mdat.to
  }

  /** Puts bytes at the beginning of a sample of the first track, as part of it. */
  prepend(sample: number, bytes: Buffer): this {
    return this.#grow(sample, 'start', bytes)
  }

  /** Puts bytes at the end of a sample of the first track, as part of it. */
  extend(sample: number, bytes: Buffer): this {
    return this.#grow(sample, 'end', bytes)
  }

  /** A sample of the first track. */
  sample(index: number): Buffer {
    const { offset, size } = this.#samples()[index] ?? missing(['sample'])
    return this.bytes.subarray(offset, offset + size)
  }

  /** All media lies further on by this: for who puts bytes before it by hand. */
  shift(by: number): this {
    for (const place of this.#offsets())
      this.bytes.writeUInt32BE(this.bytes.readUInt32BE(place) + by, place)
    return this
  }

  #grow(index: number, where: 'start' | 'end', bytes: Buffer): this {
    const { offset, size } = this.#samples()[index] ?? missing(['sample'])
    const at = where === 'start' ? offset : offset + size
    const sizes = this.find(...tables, 'stsz')
    this.bytes.writeUInt32BE(size + bytes.length, sizes.body + 12 + index * 4)
    return this.#splice(at, bytes, {
      inside: [this.find('mdat')],
      moves: where === 'start' ? (other) => other > at : (other) => other >= at,
    })
  }

  #splice(
    at: number,
    added: Buffer,
    {
      inside,
      moves,
    }: { readonly inside: readonly Place[]; readonly moves: (offset: number) => boolean },
  ): this {
    for (const place of this.#offsets())
      if (moves(this.bytes.readUInt32BE(place)))
        this.bytes.writeUInt32BE(this.bytes.readUInt32BE(place) + added.length, place)
    // from here on sizes and bytes do not agree
    for (const { from } of inside) this.#enlarge(from, added.length)
    this.bytes = Buffer.concat([this.bytes.subarray(0, at), added, this.bytes.subarray(at)])
    return this
  }

  #enlarge(from: number, more: number): void {
    const size = this.bytes.readUInt32BE(from)
    if (size === 1)
      this.bytes.writeBigUInt64BE(this.bytes.readBigUInt64BE(from + 8) + BigInt(more), from + 8)
    else this.bytes.writeUInt32BE(size + more, from)
  }

  #samples(): readonly { readonly offset: number; readonly size: number }[] {
    const [sizes, runs, chunks] = ['stsz', 'stsc', 'stco'].map((type) => this.find(...tables, type))
    if (!sizes || !runs || !chunks) return missing(tables)
    const read = (place: number) => this.bytes.readUInt32BE(place)
    const found: { offset: number; size: number }[] = []
    for (let chunk = 0; chunk < read(chunks.body + 4); chunk += 1) {
      let run = 0
      for (let at = 0; at < read(runs.body + 4); at += 1)
        if (read(runs.body + 8 + at * 12) <= chunk + 1) run = read(runs.body + 12 + at * 12)
      let offset = read(chunks.body + 8 + chunk * 4)
      for (let i = 0; i < run; i += 1) {
        const size = read(sizes.body + 12 + found.length * 4)
        found.push({ offset, size })
        offset += size
      }
    }
    return found
  }

  /** Where the offsets of chunks are written, of all tracks. */
  #offsets(): readonly number[] {
    const moov = this.find('moov')
    return this.#inside(moov)
      .filter(({ type }) => type === 'trak')
      .flatMap((trak) => {
        const stbl = this.#along(tables.slice(2), trak).at(-1) ?? missing(tables)
        const stco = this.#inside(stbl).find(({ type }) => type === 'stco') ?? missing(['stco'])
        const count = this.bytes.readUInt32BE(stco.body + 4)
        return Array.from({ length: count }, (_, at) => stco.body + 8 + at * 4)
      })
  }

  #along(path: readonly string[], start?: Place): readonly Place[] {
    const found: Place[] = []
    let inside: Place = start ?? { type: '', from: 0, body: 0, to: this.bytes.length }
    for (const type of path) {
      const next = this.#inside(inside).find((place) => place.type === type)
      if (next === undefined) return missing(path)
      found.push(next)
      inside = next
    }
    return found
  }

  #inside({ body, to }: Place): readonly Place[] {
    const found: Place[] = []
    for (let from = body; from + 8 <= to;) {
      const word = this.bytes.readUInt32BE(from)
      const size = word === 1 ? Number(this.bytes.readBigUInt64BE(from + 8)) : word
      const type = this.bytes.toString('latin1', from + 4, from + 8)
      found.push({ type, from, body: from + (word === 1 ? 16 : 8), to: from + size })
      from += size
    }
    return found
  }
}

/** To the tables of the first track. */
export const tables = ['moov', 'trak', 'mdia', 'minf', 'stbl'] as const

function missing(path: readonly string[]): never {
  throw new Error(`This movie has no ${path.join('/')}`)
}
