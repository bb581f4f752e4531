import { toHex } from '@porchlight/core'

import type { Revealed } from '../media/reveals.ts'
import { boxesIn, BoxError, checkDepth, maxHeadBytes, topBoxes, viewOf } from './box.ts'
import type { Box } from './box.ts'
import { readOnce } from './byte-file.ts'
import type { ByteFile } from './byte-file.ts'
import { readable } from './readable.ts'
import { revealedByTags } from './reveal-tags.ts'
import { revealedBetweenPictures } from './reveal-units.ts'
import { readTrackHeads } from './track.ts'

/** More than anybody reads; as many again only fill memory. */
const maxFound = 1000

/** Of one type: a recording in fragments may have one with each. */
const maxHeads = 32

/**
 * What an MP4 or QuickTime file tells beside picture and sound, for its owner to read before the
 * untouched original goes out. Not complete: makers hide more in places of their own. Other
 * containers give nothing here.
 */
export async function revealedIn(file: ByteFile): Promise<readonly Revealed[]> {
  try {
    return await found(file)
  } catch (error) {
    // not built of boxes
    if (error instanceof BoxError || error instanceof RangeError) return []
    throw error
  }
}

/** Each thing once, up to {@link maxFound} of them, repeated ones counted. */
async function found(file: ByteFile): Promise<readonly Revealed[]> {
  const result = new Map<string, Revealed>()
  let count = 0
  for await (const one of revealedByHeads(file)) {
    result.set(`${one.name}\n${one.value}`, one)
    count += 1
    if (count === maxFound) break
  }
  return [...result.values()]
}

async function* revealedByHeads(file: ByteFile): AsyncGenerator<Revealed, void, undefined> {
  const media = readOnce(file)
  const seen = new Map<string, number>(heads.map((type) => [type, 0]))
  for await (const { type, body, to } of topBoxes(file)) {
    const before = seen.get(type) ?? maxHeads
    if (before === maxHeads || to - body > maxHeadBytes) continue
    seen.set(type, before + 1)
    const inside = await file.read(body, to)
    yield* revealedByBox({ type, body: inside })
    if (type === 'moov') yield* revealedByTracks(inside, media)
  }
}

const heads = ['moov', 'uuid', 'meta', 'udta'] as const

function* revealedByBox({ type, body }: Box, depth = 0): Generator<Revealed, void, undefined> {
  checkDepth(depth)
  if (containers.has(type))
    for (const inside of boxesIn(body)) yield* revealedByBox(inside, depth + 1)
  else yield* readers[type]?.(body, depth) ?? []
}

const containers: ReadonlySet<string> = new Set(['moov', 'trak', 'mdia'])

type Reader = (body: Uint8Array, depth: number) => Iterable<Revealed>

const readers: Readonly<Record<string, Reader | undefined>> = {
  mvhd: createdIn,
  tkhd: createdIn,
  mdhd: createdIn,
  hdlr: handlerName,
  udta: revealedByTags,
  meta: revealedByTags,
  uuid: (body) => [
    {
      kind: 'data',
      name: 'uuid',
      value: readable(body.subarray(16)) ?? toHex(body.subarray(0, 16)),
    },
  ],
}

/** Seconds from 1904 to 1970. */
const epochSeconds = 2_082_844_800

function createdIn(body: Uint8Array): readonly Revealed[] {
  const view = viewOf(body)
  const seconds = view.getUint8(0) === 1 ? Number(view.getBigUint64(4)) : view.getUint32(4)
  if (seconds === 0) return []
  const millis = (seconds - epochSeconds) * 1000
  return [
    {
      kind: 'time',
      name: 'creation_time',
      value: `${new Date(millis).toISOString().slice(0, 19)}Z`,
    },
  ]
}

function handlerName(body: Uint8Array): readonly Revealed[] {
  const name = readable(body.subarray(24))
  return name === null ? [] : [{ kind: 'software', name: 'handler_name', value: name }]
}

async function* revealedByTracks(
  moov: Uint8Array,
  file: ByteFile,
): AsyncGenerator<Revealed, void, undefined> {
  for (const track of readTrackHeads(moov)) {
    const { handler, entry } = track
    if (handler === 'vide') yield* revealedBetweenPictures(track, file)
    else if (handler === 'soun') yield { kind: 'sound', name: 'audio', value: entry.type }
    else
      yield {
        kind: subtitles.has(handler) ? 'subtitles' : 'data',
        name: handler,
        value: entry.type,
      }
  }
}

const subtitles: ReadonlySet<string> = new Set(['text', 'sbtl', 'subt', 'clcp'])
