import { equal } from '@porchlight/core'

import { boxesIn, BoxError, maxHeadBytes, topBoxes } from './box.ts'
import type { Extent } from './box.ts'
import type { ByteFile } from './byte-file.ts'
import { lengthOf } from './movie.ts'
import { strangeBox } from './prove-boxes.ts'
import { hasLooseBytes } from './prove-media.ts'
import { hidesEdges } from './prove-shape.ts'
import { hasHiddenSound } from './prove-sound.ts'
import { hidesFootage } from './prove-times.ts'
import { hasHiddenUnit } from './prove-units.ts'
import { isVisual, readEntry } from './sample-entry.ts'
import type { CopyCodec } from './sample-entry.ts'
import { stripMp4 } from './strip.ts'
import { readTracks } from './track.ts'
import type { Track } from './track.ts'

/** What a copy that may leave consists of; nothing else is in its bytes. */
export interface CopyFacts {
  readonly bytes: number
  readonly seconds: number
  readonly frames: number
  readonly width: number
  readonly height: number
  readonly picture: CopyCodec
  readonly sound: CopyCodec | null
  /** Of sound; 0 without. */
  readonly soundSeconds: number
}

/** Why a copy may not leave. */
export type CopyFault =
  /** No MP4 file in one piece. */
  | 'malformed'
  /** A box that is not in the list of those that players need, or one with more in it than they need. */
  | 'strange-box'
  /** Something other than one track of picture and at most one of sound, or a codec that hides more. */
  | 'strange-track'
  /** Samples and shown length differ: something is hidden behind an edit list. */
  | 'hidden-footage'
  /** Bytes that belong to no sample, or to two. */
  | 'loose-bytes'
  /** Something in the stream of pictures or sound that is neither. */
  | 'hidden-unit'

export type CopyVerdict =
  | { readonly clean: true; readonly facts: CopyFacts }
  | { readonly clean: false; readonly because: CopyFault }

/**
 * Checks a copy before it may leave, byte for byte, without trusting what made it: only boxes that
 * players need, every field in them that could carry a name or a time at zero, every picture in it
 * shown, every byte of it picture or sound.
 */
export async function proveCopy(file: ByteFile): Promise<CopyVerdict> {
  try {
    return await verdictOn(file)
  } catch (error) {
    if (error instanceof BoxError || error instanceof RangeError)
      return { clean: false, because: 'malformed' }
    throw error
  }
}

async function verdictOn(file: ByteFile): Promise<CopyVerdict> {
  const [ftyp, moov, mdat, another] = await firstBoxes(file, 4)
  if (ftyp === undefined || moov === undefined || mdat?.type !== 'mdat' || another !== undefined)
    return refused('strange-box')
  if (moov.to > maxHeadBytes) throw new BoxError('A head of an impossible size')
  const head = await file.read(ftyp.from, moov.to)
  if (strangeBox(boxesIn(head))) return refused('strange-box')
  return await verdictOnTracks(head.subarray(moov.body - ftyp.from), mdat, file)
}

async function firstBoxes(file: ByteFile, count: number): Promise<readonly Extent[]> {
  const found: Extent[] = []
  for await (const extent of topBoxes(file)) if (found.push(extent) === count) break
  return found
}

async function verdictOnTracks(
  moov: Uint8Array,
  mdat: Extent,
  file: ByteFile,
): Promise<CopyVerdict> {
  const tracks = readTracks(moov, file.size)
  const [picture, sound, ...more] = tracks
  if (picture === undefined || more.length > 0 || !areTwo(picture, sound))
    return refused('strange-track')
  if (hidesFootage(moov, tracks)) return refused('hidden-footage')
  if (hasLooseBytes(tracks, mdat)) return refused('loose-bytes')
  if (hidesEdges(picture)) return refused('hidden-footage')
  if (await hasHiddenUnit(picture, file)) return refused('hidden-unit')
  if (sound !== undefined && (await hasHiddenSound(sound, file))) return refused('hidden-unit')
  if (!(await isRebuilt(file, mdat.body))) return refused('strange-box')
  return { clean: true, facts: factsOf(picture, sound, file.size) }
}

/** Whether every byte before the media is the one that the rebuilding of this very file writes there. */
async function isRebuilt(file: ByteFile, mediaAt: number): Promise<boolean> {
  const rebuilt = await stripMp4(file).next()
  return rebuilt.done !== true && equal(rebuilt.value, await file.read(0, mediaAt))
}

function refused(because: CopyFault): CopyVerdict {
  return { clean: false, because }
}

function areTwo(picture: Track, sound: Track | undefined): boolean {
  return (
    isVisual(readEntry(picture.entry).codec) &&
    (sound === undefined || !isVisual(readEntry(sound.entry).codec))
  )
}

function factsOf(picture: Track, sound: Track | undefined, bytes: number): CopyFacts {
  const { codec, first, second } = readEntry(picture.entry)
  return {
    bytes,
    seconds: secondsOf(picture),
    frames: picture.samples.length,
    width: first,
    height: second,
    picture: codec,
    sound: sound === undefined ? null : readEntry(sound.entry).codec,
    soundSeconds: sound === undefined ? 0 : secondsOf(sound),
  }
}

function secondsOf({ samples, timescale }: Track): number {
  return lengthOf(samples) / timescale
}
