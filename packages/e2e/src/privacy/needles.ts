/** What is looked for: bytes, and what finding them means. */
export interface Needle {
  readonly bytes: Buffer
  readonly means: string
  /** So short that chance has it in some hundred megabytes. */
  readonly short: boolean
}

/** By four bytes of them, two or three thousand needles are found in one pass. */
const anchorBytes = 4

interface Anchored extends Needle {
  /** Where in the needle its anchor is. */
  readonly at: number
}

/** Looks for many needles at once: four bytes of each are looked up at every place, and the rest compared where they are there. */
export class NeedleSearch {
  /** One bit for each three bytes that an anchor begins with. */
  readonly #first = new Uint8Array(2 ** 21)
  readonly #anchored = new Map<number, Anchored[]>()

  constructor(needles: readonly Needle[]) {
    for (const needle of needles) {
      if (needle.bytes.length < anchorBytes) throw new Error(`Too short: ${needle.means}`)
      const at = rarest(needle.bytes)
      const anchor = needle.bytes.readUInt32BE(at)
      const start = anchor >>> 8
      this.#first[start >>> 3] = (this.#first[start >>> 3] ?? 0) | (1 << (start & 7))
      this.#anchored.set(anchor, [...(this.#anchored.get(anchor) ?? []), { ...needle, at }])
    }
  }

  /** What the needles that are found mean, each once. */
  in(hay: Buffer, { short }: { readonly short: boolean }): ReadonlySet<string> {
    const found = new Set<string>()
    const first = this.#first
    if (hay.length < anchorBytes) return found
    let last = hay.readUInt16BE(0)
    for (let at = 0; at + anchorBytes <= hay.length; at++) {
      last = ((last << 8) | (hay[at + 2] ?? 0)) & 0xff_ff_ff
      if (((first[last >>> 3] ?? 0) & (1 << (last & 7))) === 0) continue
      for (const needle of this.#anchored.get(hay.readUInt32BE(at)) ?? [])
        if ((short || !needle.short) && isAt(needle, hay, at - needle.at)) found.add(needle.means)
    }
    return found
  }
}

function isAt({ bytes }: Needle, hay: Buffer, from: number): boolean {
  const to = from + bytes.length
  return from >= 0 && to <= hay.length && bytes.compare(hay, from, to) === 0
}

/** Where the four bytes are that differ most from each other: `0000` is everywhere. */
function rarest(bytes: Buffer): number {
  let [best, most] = [0, 0]
  for (let at = 0; at + anchorBytes <= bytes.length; at++) {
    const piece = bytes.subarray(at, at + anchorBytes)
    const rank = new Set(piece).size + piece.filter((byte) => byte > 127).length / 8
    if (rank > most) [best, most] = [at, rank]
  }
  return best
}
