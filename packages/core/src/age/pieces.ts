/** Bytes of a stream in order; `last` on the one after which nothing comes. */
export interface Piece {
  readonly bytes: Uint8Array
  readonly last: boolean
}

/** Pieces that are worked on at a time: one is read, one is sealed or opened, one is written. */
export const piecesAtOnce = 3

/** One more than are worked on, for the one that its reader has in hand. */
const buffers = piecesAtOnce + 1

/**
 * Regroups a stream. A piece is good until {@link piecesAtOnce} more were asked for, and may be a
 * view of what the source gave: that must stay until two more were asked of the source.
 *
 * @yields pieces of exactly `size` bytes; the last has 1 to `size`, or 0 where the stream is empty.
 */
export async function* pieces(
  source: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<Piece, void, undefined> {
  // A full piece is held until more comes: only then is it known not to be the last.
  const join = joiner()
  let held: Uint8Array[] = []
  let heldBytes = 0
  for await (const given of source) {
    let rest = given
    while (rest.length > 0) {
      if (heldBytes === size) {
        yield { bytes: join(held), last: false }
        held = []
        heldBytes = 0
      }
      const taken = rest.subarray(0, size - heldBytes)
      held.push(taken)
      heldBytes += taken.length
      rest = rest.subarray(taken.length)
    }
  }
  yield { bytes: join(held), last: true }
}

/**
 * Applies `work` to up to `atOnce` values at a time, so that reading, computing and writing overlap.
 *
 * @yields the results in the order of the source
 */
export async function* mapAhead<In, Out>(
  source: AsyncIterable<In>,
  atOnce: number,
  work: (value: In) => Promise<Out>,
): AsyncGenerator<Out, void, undefined> {
  const underWay: Promise<Out>[] = []
  for await (const value of source) {
    const result = work(value)
    // a failure that nobody has come for yet is not an unhandled one
    void Promise.allSettled([result])
    underWay.push(result)
    if (underWay.length < atOnce) continue
    const [oldest] = underWay.splice(0, 1)
    if (oldest !== undefined) yield await oldest
  }
  for (const result of underWay) yield await result
}

/** Joins parts in memory that is used again in turn: new memory for each piece costs as much as sealing it. */
function joiner(): (parts: readonly Uint8Array[]) => Uint8Array {
  const memory: Uint8Array[] = []
  let turn = 0
  return (parts) => {
    const [first] = parts
    if (parts.length === 1 && first !== undefined) return first
    const bytes = parts.reduce((sum, part) => sum + part.length, 0)
    const used = memory[turn % buffers]
    const buffer = used !== undefined && used.length >= bytes ? used : new Uint8Array(bytes)
    memory[turn++ % buffers] = buffer
    let at = 0
    for (const part of parts) {
      buffer.set(part, at)
      at += part.length
    }
    return buffer.subarray(0, bytes)
  }
}
