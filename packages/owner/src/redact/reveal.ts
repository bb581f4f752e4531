import { toHex } from '@porchlight/core'

import type { Revealed } from '../media/reveals.ts'
import { boxesIn, BoxError, topBoxes, viewOf } from './box.ts'
import type { Box } from './box.ts'
import type { ByteFile } from './byte-file.ts'
import { readable } from './readable.ts'
import { revealedByTags } from './reveal-tags.ts'
import { revealedBetweenPictures } from './reveal-units.ts'
import { readTracks } from './track.ts'

/** The head of a real file, with tables for days of video; more is made to fill memory. */
const maxHeadBytes = 64 * 1024 ** 2

/**
 * What an MP4 or QuickTime file tells beside picture and sound, for its owner to read before the
 * untouched original goes out. Not complete: makers hide more in places of their own. Other
 * containers give nothing here.
 */
export async function revealedIn(file: ByteFile): Promise<readonly Revealed[]> {
  try {
    return unique(await found(file))
  } catch (error) {
    // not built of boxes
    if (error instanceof BoxError || error instanceof RangeError) return []
    throw error
  }
}

async function found(file: ByteFile): Promise<readonly Revealed[]> {
  const extents = await topBoxes(file)
  const result: Revealed[] = []
  for (const { type, body, to } of extents) {
    if (!heads.has(type) || to - body > maxHeadBytes) continue
    const inside = await file.read(body, to)
    result.push(...revealedByBox({ type, body: inside }))
    if (type === 'moov') result.push(...(await revealedByTracks(inside, file)))
  }
  return result
}

const heads: ReadonlySet<string> = new Set(['moov', 'uuid', 'meta', 'udta'])

function revealedByBox(box: Box): readonly Revealed[] {
  if (containers.has(box.type)) return boxesIn(box.body).flatMap(revealedByBox)
  return readers[box.type]?.(box.body) ?? []
}

const containers: ReadonlySet<string> = new Set(['moov', 'trak', 'mdia'])

type Reader = (body: Uint8Array) => readonly Revealed[]

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

async function revealedByTracks(moov: Uint8Array, file: ByteFile): Promise<readonly Revealed[]> {
  const result: Revealed[] = []
  for (const track of readTracks(moov)) {
    const { handler, entry } = track
    if (handler === 'vide') result.push(...(await revealedBetweenPictures(track, file)))
    else if (handler === 'soun') result.push({ kind: 'sound', name: 'audio', value: entry.type })
    else
      result.push({
        kind: subtitles.has(handler) ? 'subtitles' : 'data',
        name: handler,
        value: entry.type,
      })
  }
  return result
}

const subtitles: ReadonlySet<string> = new Set(['text', 'sbtl', 'subt', 'clcp'])

function unique(all: readonly Revealed[]): readonly Revealed[] {
  return [...new Map(all.map((one) => [`${one.name}\n${one.value}`, one])).values()]
}
