import { BoxError, viewOf } from './box.ts'

/** Lines of 32-bit words, read where they stand. */
export interface Table {
  /** Of lines. */
  readonly count: number
  readonly word: (line: number, column: number) => number
}

/**
 * The table in the body of a box, with the number of its lines before it.
 *
 * @param width words in a line
 * @param at where the number stands
 * @throws {BoxError | RangeError} where not all lines are there, which the number alone can claim
 */
export function tableOf(body: Uint8Array, width: number, at = 4): Table {
  const view = viewOf(body)
  const count = view.getUint32(at)
  const first = at + 4
  if (count * width * 4 > body.length - first) throw new BoxError('A table cut short')
  return {
    count,
    word: (line, column) => view.getUint32(first + (line * width + column) * 4),
  }
}

/** Two words as one number. */
export function long(high: number, low: number): number {
  return high * 2 ** 32 + low
}
