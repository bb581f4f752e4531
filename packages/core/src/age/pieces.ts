import { concat } from '../bytes.ts'

/** Bytes of a stream in order; `last` on the one after which nothing comes. */
export interface Piece {
  readonly bytes: Uint8Array
  readonly last: boolean
}

/**
 * Regroups a stream. Pieces may be views of what the source gave, which must not change afterwards.
 *
 * @yields pieces of exactly `size` bytes; the last has 1 to `size`, or 0 where the stream is empty.
 */
export async function* pieces(
  source: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<Piece, void, undefined> {
  // A full piece is held until more comes: only then is it known not to be the last.
  let held: Uint8Array[] = []
  let heldBytes = 0
  for await (const given of source) {
    let rest = given
    while (rest.length > 0) {
      if (heldBytes === size) {
        yield { bytes: joined(held), last: false }
        held = []
        heldBytes = 0
      }
      const taken = rest.subarray(0, size - heldBytes)
      held.push(taken)
      heldBytes += taken.length
      rest = rest.subarray(taken.length)
    }
  }
  yield { bytes: joined(held), last: true }
}

/**
 * Asks the source for its next value while the last one is still being used, so that reading,
 * computing and writing overlap. Ends the source when its reader stops early.
 *
 * @yields what the source gives.
 */
export async function* oneAhead<T>(
  source: AsyncGenerator<T, void, undefined>,
): AsyncGenerator<T, void, undefined> {
  let next = source.next()
  try {
    for (;;) {
      const { done, value } = await next
      if (done === true) return
      next = source.next()
      // a failure that nobody has come for yet is not an unhandled one
      void Promise.allSettled([next])
      yield value
    }
  } finally {
    await source.return()
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts
  return parts.length === 1 && first !== undefined ? first : concat(...parts)
}
