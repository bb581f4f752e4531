import type { Media } from '@porchlight/core'
import { blobFile, containerOfStart, mediaTypes, revealedIn, startBytes } from '@porchlight/owner'
import type { Revealed } from '@porchlight/owner'
import { ALL_FORMATS, BlobSource, Input, UnsupportedInputFormatError } from 'mediabunny'
import type { InputVideoTrack } from 'mediabunny'

import type { Look, SeenVideo } from './clip.ts'
import { picturesAt } from './pictures.ts'

/** Looks into a file: whether it is a video, whether this browser can decode it, what it tells. */
export async function look(file: File): Promise<Look> {
  const input = new Input({ formats: ALL_FORMATS, source: new BlobSource(file) })
  try {
    const track = await input.getPrimaryVideoTrack()
    if (track === null) return { kind: 'no-video' }
    const media = await mediaOf(input, track)
    const reveals = await revealedBy(file, input)
    if (!(await track.canDecode())) return { kind: 'undecodable', media, reveals }
    return { kind: 'video', ...(await seen(input, track)), media, reveals }
  } catch (error) {
    if (!isUnreadable(error)) throw error
    return await lookFromOutside(file)
  } finally {
    input.dispose()
  }
}

/** Forms of file that no browser reads, told by their first bytes. */
async function lookFromOutside(file: File): Promise<Look> {
  const start = new Uint8Array(await file.slice(0, startBytes).arrayBuffer())
  const container = containerOfStart(start)
  if (container === null) return { kind: 'no-video' }
  const media = {
    type: mediaTypes[container],
    codec: null,
    width: null,
    height: null,
    seconds: null,
  }
  return { kind: 'undecodable', media, reveals: await revealedIn(blobFile(file)) }
}

async function mediaOf(input: Input, track: InputVideoTrack): Promise<Media> {
  const type = (await input.getMimeType()).split(';')[0] ?? ''
  return {
    type: type.slice(0, 100),
    codec: await track.getCodec(),
    width: await track.getDisplayWidth(),
    height: await track.getDisplayHeight(),
    seconds: await track.computeDuration(),
  }
}

type Seen = Pick<SeenVideo, 'span' | 'step' | 'sound' | 'poster'>

/** Pictures looked at to know how far they are apart. */
const picturesCounted = 50

/** Wide enough for a row of a list on a sharp screen. */
const posterWidth = 192

async function seen(input: Input, track: InputVideoTrack): Promise<Seen> {
  const span = {
    from: Math.max(0, await track.getFirstTimestamp()),
    to: await track.computeDuration(),
  }
  const { averagePacketRate } = await track.computePacketStats(picturesCounted)
  const [poster = null] = await picturesAt(track, [span.from], posterWidth)
  return {
    span,
    step: averagePacketRate > 0 ? 1 / averagePacketRate : 1 / 25,
    sound: (await input.getPrimaryAudioTrack()) !== null,
    poster,
  }
}

async function revealedBy(file: File, input: Input): Promise<readonly Revealed[]> {
  const found = await revealedIn(blobFile(file))
  if (found.length > 0) return found
  const { raw = {} } = await input.getMetadataTags()
  return Object.entries(raw).flatMap(([name, value]) =>
    typeof value === 'string' ? [{ kind: 'words' as const, name, value }] : [],
  )
}

/** What the reader throws for files that are no video, or a damaged one. */
function isUnreadable(error: unknown): boolean {
  return (
    error instanceof UnsupportedInputFormatError ||
    error instanceof RangeError ||
    (error instanceof DOMException && error.name === 'EncodingError') ||
    // what it throws where a file contradicts itself has no name of its own
    (error instanceof Error && error.constructor === Error)
  )
}
