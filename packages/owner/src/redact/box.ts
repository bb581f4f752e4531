import { readAhead } from './byte-file.ts'
import type { ByteFile } from './byte-file.ts'

/** One box of an ISO base media file (ISO/IEC 14496-12 section 4.2): a name of four bytes and what is in it. */
export interface Box {
  readonly type: string
  readonly body: Uint8Array
}

/** Where a box of a file lies: its header from `from`, its body from `body` up to `to`. */
export interface Extent {
  readonly type: string
  readonly from: number
  readonly body: number
  readonly to: number
}

/** The file is not built of boxes as it should be. */
export class BoxError extends Error {
  override readonly name = 'BoxError'
}

/**
 * More is made to fill memory: tables for a day of 60 pictures a second, each with times of its own, and of sound
 * take 124 MB.
 */
export const maxHeadBytes = 128 * 1024 ** 2

/** More than real files have in one box. To know of a box takes more memory than the 8 bytes that make one. */
const maxBoxes = 1000

/** A size word, a name, and the 64-bit size where the word is 1. */
const longestHeader = 16

/** Where boxes are small, many of them are read at once. */
const headerWindow = 4096

/**
 * The boxes one after another on the top level of a file; their bodies are not read.
 *
 * @yields one at a time: of a recording in fragments there are hundreds of thousands
 * @throws {BoxError}
 */
export async function* topBoxes(file: ByteFile): AsyncGenerator<Extent, void, undefined> {
  const headers = readAhead(file, headerWindow)
  for (let from = 0; from < file.size;) {
    const head = await headers.read(from, Math.min(file.size, from + longestHeader))
    const extent = extentAt(head, from, file.size)
    yield extent
    from = extent.to
  }
}

/**
 * The boxes that fill these bytes.
 *
 * @throws {BoxError} also where there are more than in any real file
 */
export function boxesIn(bytes: Uint8Array): readonly Box[] {
  const found: Box[] = []
  for (let from = 0; from < bytes.length;) {
    const { type, body, to } = extentAt(bytes.subarray(from), from, bytes.length)
    if (found.push({ type, body: bytes.subarray(body, to) }) > maxBoxes)
      throw new BoxError('More boxes than any file has')
    from = to
  }
  return found
}

/**
 * The one box of a type in a box.
 *
 * @throws {BoxError} where there is none, or more than one
 */
export function onlyBox(boxes: readonly Box[], type: string): Box {
  const [box, ...others] = boxes.filter((one) => one.type === type)
  if (box === undefined || others.length > 0) throw new BoxError(`Not one box ${type}`)
  return box
}

/** No file has tags deeper than in a `meta` of the `udta` of a track. */
const deepest = 8

/** @throws {BoxError} for boxes that hold boxes without end */
export function checkDepth(depth: number): void {
  if (depth > deepest) throw new BoxError('Boxes without end')
}

/** A view that reads numbers out of bytes and fails with a RangeError beyond them. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** Four bytes as the name that they spell. */
export function nameAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4))
}

function extentAt(head: Uint8Array, from: number, end: number): Extent {
  if (head.length < 8) throw new BoxError('Cut short')
  const view = viewOf(head)
  const word = view.getUint32(0)
  const long = word === 1
  if (long && head.length < longestHeader) throw new BoxError('Cut short')
  // "if size is 0, then this box … extends to the end of the file"
  const size = sizeOf({ word, long: long ? Number(view.getBigUint64(8)) : 0, rest: end - from })
  const header = long ? longestHeader : 8
  if (size < header || from + size > end) throw new BoxError('A box of an impossible size')
  return { type: nameAt(head, 4), from, body: from + header, to: from + size }
}

function sizeOf(size: {
  readonly word: number
  readonly long: number
  readonly rest: number
}): number {
  if (size.word === 0) return size.rest
  return size.word === 1 ? size.long : size.word
}
