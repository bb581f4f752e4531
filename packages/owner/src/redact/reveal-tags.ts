import { kindOfTag } from '../media/reveals.ts'
import type { Revealed } from '../media/reveals.ts'
import { boxesIn, BoxError, checkDepth, viewOf } from './box.ts'
import type { Box } from './box.ts'
import { readable } from './readable.ts'

/** @yields what the boxes `udta` and `meta` say: where phones and cameras write place, maker, model, owner */
export function* revealedByTags(
  body: Uint8Array,
  depth: number,
): Generator<Revealed, void, undefined> {
  checkDepth(depth)
  const boxes = boxesOf(body)
  let keys: readonly string[] | null = null
  for (const { type, body: inside } of boxes) {
    if (type === 'meta') yield* revealedByTags(inside, depth + 1)
    else if (type === 'ilst') yield* listed(inside, (keys ??= keysIn(boxes)))
    else if (type === 'loci') yield { kind: 'position', name: 'location', value: placeIn(inside) }
    else if (!quiet.has(type)) yield tag(namesOfBoxes[type] ?? type, inside)
  }
}

/** Boxes that say nothing by themselves. */
const quiet: ReadonlySet<string> = new Set(['hdlr', 'keys', 'free', 'skip', 'mhdr', '\0\0\0\0'])

/** What QuickTime's and 3GPP's short names stand for. */
const namesOfBoxes: Readonly<Record<string, string | undefined>> = {
  '©xyz': 'location',
  '©mak': 'make',
  '©mod': 'model',
  '©swr': 'software',
  '©too': 'encoder',
  '©day': 'date',
  '©nam': 'title',
  titl: 'title',
  '©cmt': 'comment',
  '©aut': 'author',
  auth: 'author',
  '©des': 'description',
}

/** Boxes, where the bytes are boxes; `meta` has a version before them in MP4 and none in QuickTime. */
function boxesOf(body: Uint8Array): readonly Box[] {
  const versioned = body.length >= 4 && viewOf(body).getUint32(0) === 0
  try {
    return boxesIn(versioned ? body.subarray(4) : body)
  } catch (error) {
    if (error instanceof BoxError || error instanceof RangeError) return []
    throw error
  }
}

/** A name is told anew with each of its values. */
const longestName = 256

/** Names of the values in `ilst`, numbered from 1. */
function keysIn(meta: readonly Box[]): readonly string[] {
  const keys = meta.find(({ type }) => type === 'keys')
  return keys === undefined
    ? []
    : boxesOf(keys.body.subarray(8)).map(({ body }) =>
        new TextDecoder().decode(body.subarray(0, longestName)),
      )
}

/** 3GPP TS 26.244 section 8.10: a language, a name, a role, longitude and latitude in 16.16 fixed point. */
function placeIn(loci: Uint8Array): string {
  const name = 6
  const role = loci.indexOf(0, name) + 1
  const view = viewOf(loci)
  const [longitude, latitude] = [view.getInt32(role + 1), view.getInt32(role + 5)]
  return `${(latitude / 0x1_0000).toFixed(4)}, ${(longitude / 0x1_0000).toFixed(4)}`
}

function* listed(ilst: Uint8Array, keys: readonly string[]): Generator<Revealed, void, undefined> {
  for (const { type, body } of boxesOf(ilst)) {
    const index = viewOf(Uint8Array.from(type, (char) => char.charCodeAt(0))).getUint32(0)
    const data = boxesOf(body).find((inside) => inside.type === 'data')
    // after the kind of the value and its language
    const value = data?.body.subarray(8) ?? body
    yield tag(keys[index - 1] ?? namesOfBoxes[type] ?? type, value)
  }
}

function tag(name: string, body: Uint8Array): Revealed {
  const value = readable(body)
  const kind = value === null ? 'data' : kindOfTag(name)
  return { kind, name, value: value ?? `${String(body.length)} bytes` }
}
