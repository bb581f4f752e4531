import { formsOf } from './forms.ts'
import type { Canary } from './forms.ts'
import { NeedleSearch } from './needles.ts'
import { unpack } from './unpack.ts'

/** Files by name, and what a process printed, as bytes. */
export type Haystack = ReadonlyMap<string, Buffer>

/** A secret, a form of it, and where it is. */
export interface Found {
  readonly canary: string
  readonly form: string
  readonly place: string
}

/** Shorter than this, a form says nothing: it is in everything. */
const leastBytes = 4
/** Four bytes are in so many by chance. */
const byChanceBytes = 16 * 1024 ** 2

/** Looks for secrets in every form, in bytes and in what is packed in them. */
export class CanarySearch {
  readonly #search: NeedleSearch
  readonly #means = new Map<string, Pick<Found, 'canary' | 'form'>>()

  constructor(canaries: readonly Canary[]) {
    const needles = canaries.flatMap((canary) =>
      [...formsOf(canary)].flatMap(([form, all]) => {
        const means = `${canary.name}, as ${form}`
        this.#means.set(means, { canary: canary.name, form })
        return all
          .filter((bytes) => bytes.length >= leastBytes)
          .map((bytes) => ({ bytes, means, short: bytes.length === leastBytes }))
      }),
    )
    this.#search = new NeedleSearch(needles)
  }

  /** @param whole whether it is one thing, a file or a body, and not a part of the memory of a program */
  in(place: string, bytes: Buffer, whole = true): readonly Found[] {
    const short = whole && bytes.length <= byChanceBytes
    const found = [{ place, means: this.#search.in(bytes, { short }) }]
    for (const { form, bytes: inner } of unpack(bytes, whole))
      found.push({
        place: `${place} (${form})`,
        means: this.#search.in(inner, { short: short && inner.length <= byChanceBytes }),
      })
    return found.flatMap((one) => [...one.means].flatMap((means) => this.#found(one.place, means)))
  }

  #found(place: string, means: string): readonly Found[] {
    const meant = this.#means.get(means)
    return meant === undefined ? [] : [{ ...meant, place }]
  }
}

/** `user agent, as hex, in data/porchlight.db` for every place and form in which a secret is found. */
export function findCanaries(haystack: Haystack, canaries: readonly Canary[]): readonly string[] {
  const search = new CanarySearch(canaries)
  return [...haystack].flatMap(([place, bytes]) => search.in(place, bytes).map(foundText))
}

export function foundText({ canary, form, place }: Found): string {
  return `${canary}, as ${form}, in ${place}`
}
