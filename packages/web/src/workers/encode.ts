import {
  ALL_FORMATS,
  BlobSource,
  Conversion,
  EncodedPacketSink,
  getFirstEncodableAudioCodec,
  getFirstEncodableVideoCodec,
  Input,
  Mp4OutputFormat,
  Output,
  Quality,
  StreamTarget,
  UnsupportedInputFormatError,
} from 'mediabunny'
import type {
  ConversionOptions,
  ConversionVideoOptions,
  InputVideoTrack,
  StreamTargetChunk,
} from 'mediabunny'
import type { DrawnBox } from '@porchlight/owner'

import type { CopyJob } from './copy-job.ts'
import { covered, coversAt } from './cover.ts'
import type { OpenFile } from './worker-files.ts'

/** This browser cannot read or decode the file, or the cut lies outside it. */
export class CannotEncode extends Error {
  override readonly name = 'CannotEncode'
  readonly because: 'cannot-decode' | 'cut-outside'

  constructor(because: 'cannot-decode' | 'cut-outside', options?: ErrorOptions) {
    super(because, options)
    this.because = because
  }
}

/** H.264 plays everywhere; VP9 where a browser has no encoder for it. Both the proof can read. */
const pictureCodecs = ['avc', 'vp9'] as const
/** AAC is played by more programs; most browsers encode Opus only. */
const soundCodecs = ['aac', 'opus'] as const

/** Enough to step through a clip; more costs bytes. */
const keyFrameSeconds = 2

export interface Encoded {
  /** Length asked for, within what the file has; seconds. */
  readonly seconds: number
}

/**
 * Encodes every picture between the cuts anew, into an MP4 file. Nothing is copied from the original:
 * neither its packets, in which cameras hide data, nor its tags. What the muxer writes by itself is
 * not yet removed.
 *
 * @throws {CannotEncode}
 */
export async function encode(
  { file, cut, sound, boxes }: CopyJob,
  target: OpenFile,
  progress: (part: number) => void,
): Promise<Encoded> {
  using input = new Input({ formats: ALL_FORMATS, source: new BlobSource(file) })
  const track = await pictureOf(input)
  const end = await track.computeDuration()
  const start = Math.max(0, await track.getFirstTimestamp())
  const asked = { start: cut?.from ?? start, end: Math.min(cut?.to ?? end, end) }
  const span = cut === null ? asked : await withoutSlivers(track, asked)
  if (span.start >= span.end) throw new CannotEncode('cut-outside')
  const output = new Output({
    format: new Mp4OutputFormat({ fastStart: false }),
    target: new StreamTarget(writableOf(target), { chunked: true, chunkSize: 4 * 1024 ** 2 }),
  })
  const conversion = await Conversion.init({
    input,
    output,
    trim: span,
    tracks: 'primary',
    tags: {},
    copy: false,
    showWarnings: false,
    ...(await tracksOf(track, sound, coverer(boxes, span.start))),
  })
  if (!conversion.isValid) throw new CannotEncode('cannot-decode')
  conversion.onProgress = progress
  await conversion.execute()
  return { seconds: span.end - span.start }
}

interface Span {
  /** Seconds of the original. */
  readonly start: number
  readonly end: number
}

/** Less than any picture is meant to be shown for. */
const sliverSeconds = 0.005
/** So much inside a picture a moment counts as in it, however its seconds are rounded. */
const insideSeconds = 0.0005

/**
 * The same span, so that no picture at either end is shown for a sliver of its time: nobody would see that it
 * is there, and the proof refuses such a copy.
 */
async function withoutSlivers(track: InputVideoTrack, { start, end }: Span): Promise<Span> {
  const packets = new EncodedPacketSink(track)
  const [first, last] = [await packets.getPacket(start), await packets.getPacket(end)]
  const next = first === null ? start : first.timestamp + first.duration
  const isPast = next >= start && next - start < sliverSeconds
  const isBarely = last !== null && end - last.timestamp < sliverSeconds
  return {
    start: isPast ? next + insideSeconds : start,
    end: isBarely ? last.timestamp - insideSeconds : end,
  }
}

async function pictureOf(input: Input): Promise<InputVideoTrack> {
  try {
    const track = await input.getPrimaryVideoTrack()
    if (track === null || !(await track.canDecode())) throw new CannotEncode('cannot-decode')
    return track
  } catch (cause) {
    if (cause instanceof UnsupportedInputFormatError)
      throw new CannotEncode('cannot-decode', { cause })
    throw cause
  }
}

async function tracksOf(
  track: InputVideoTrack,
  sound: boolean,
  cover: Pick<ConversionVideoOptions, 'process'>,
): Promise<Pick<ConversionOptions, 'video' | 'audio'>> {
  const [width, height] = [await track.getDisplayWidth(), await track.getDisplayHeight()]
  const picture = await getFirstEncodableVideoCodec([...pictureCodecs], { width, height })
  if (picture === null) throw new CannotEncode('cannot-decode')
  const heard = sound ? await getFirstEncodableAudioCodec([...soundCodecs]) : null
  return {
    video: {
      codec: picture,
      forceTranscode: true,
      quality: new Quality('high'),
      keyFrameInterval: keyFrameSeconds,
      fit: 'contain',
      ...cover,
    },
    audio:
      heard === null
        ? { discard: true }
        : { codec: heard, forceTranscode: true, quality: new Quality('medium') },
  }
}

/** Pictures count from the start of the cut when they come by; boxes from the start of the original. */
function coverer(
  boxes: readonly DrawnBox[],
  start: number,
): Pick<ConversionVideoOptions, 'process'> {
  if (boxes.length === 0) return {}
  return {
    process: async (sample) =>
      (await covered(sample, coversAt(boxes, sample.timestamp + start))) ?? sample,
  }
}

function writableOf(target: OpenFile): WritableStream<StreamTargetChunk> {
  return new WritableStream({
    write({ data, position }) {
      target.write(data, position)
    },
  })
}
