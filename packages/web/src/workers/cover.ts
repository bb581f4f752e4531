import { coverOver } from '@porchlight/owner'
import type { Box, DrawnBox } from '@porchlight/owner'
import { VideoSample } from 'mediabunny'

/** So much earlier and later a box hides, so that no picture falls beside it: a frame of a slow camera. */
const marginSeconds = 0.1

/** What of a picture taken at this second of the original is hidden. */
export function coversAt(boxes: readonly DrawnBox[], at: number): readonly Box[] {
  const [from, to] = [at - marginSeconds, at + marginSeconds]
  return boxes
    .filter((drawn) => to >= drawn.from && from <= drawn.to)
    .map((drawn) => coverOver(drawn, from, to))
}

/** A picture whose covered parts are solid black: the pixels below are gone before it is encoded. */
export async function covered(
  sample: VideoSample,
  covers: readonly Box[],
): Promise<VideoSample | null> {
  if (covers.length === 0) return null
  const { width, height } = sample.visibleRect
  const format = planar.find((known) => known === sample.format) ?? 'RGBA'
  const options = format === 'RGBA' ? ({ format } as const) : {}
  const pixels = new Uint8Array(sample.allocationSize(options))
  const layout = await sample.copyTo(pixels, options)
  const planes = planesOf(format, { width, height })
  for (const [at, { offset, stride }] of layout.entries()) {
    const plane = planes[at]
    if (plane === undefined) throw new Error('A picture has more planes than its format')
    for (const cover of covers) blacken(pixels.subarray(offset), { ...plane, stride, cover })
  }
  const init: Transferred = {
    format,
    codedWidth: width,
    codedHeight: height,
    timestamp: sample.microsecondTimestamp,
    duration: sample.microsecondDuration,
    ...(format === 'RGBA' ? {} : { colorSpace: sample.colorSpace.toJSON() }),
    transfer: [pixels.buffer],
  }
  const { timestamp, duration } = sample
  return new VideoSample(new VideoFrame(pixels, init), { timestamp, duration })
}

/** A browser that knows how takes the pixels over instead of copying them. Source: WebCodecs, VideoFrameBufferInit. */
interface Transferred extends VideoFrameBufferInit {
  readonly transfer: readonly ArrayBuffer[]
}

/** What decoders give; anything else is turned into colours of the screen first. */
const planar = ['I420', 'NV12'] as const

interface Plane {
  /** Of the picture, in pixels. */
  readonly width: number
  readonly height: number
  /** So many pixels of the picture share one sample, each way. */
  readonly shared: 1 | 2
  /** Bytes of one sample, as they are where it is black. */
  readonly black: readonly number[]
}

/** Black of video: least light, and no colour. */
const [noLight, noColour] = [16, 128]

function planesOf(
  format: (typeof planar)[number] | 'RGBA',
  size: { readonly width: number; readonly height: number },
): readonly Plane[] {
  if (format === 'RGBA') return [{ ...size, shared: 1, black: [0, 0, 0, 255] }]
  const light: Plane = { ...size, shared: 1, black: [noLight] }
  if (format === 'NV12') return [light, { ...size, shared: 2, black: [noColour, noColour] }]
  const colour: Plane = { ...size, shared: 2, black: [noColour] }
  return [light, colour, colour]
}

function blacken(
  pixels: Uint8Array,
  {
    width,
    height,
    shared,
    black,
    stride,
    cover,
  }: Plane & { readonly stride: number; readonly cover: Box },
): void {
  // outward to even pixels: colour is kept for two by two of them
  const [left, right] = outward(cover.x, cover.x + cover.width, width)
  const [top, bottom] = outward(cover.y, cover.y + cover.height, height)
  const bytes = black.length
  for (let row = top / shared; row < bottom / shared; row += 1) {
    const start = row * stride + (left / shared) * bytes
    const end = row * stride + Math.ceil(right / shared) * bytes
    blackenRow(pixels.subarray(start, end), black)
  }
}

function blackenRow(row: Uint8Array, black: readonly number[]): void {
  const [first = noLight] = black
  if (black.every((value) => value === first)) row.fill(first)
  else for (let byte = 0; byte < row.length; byte += 1) row[byte] = black[byte % black.length] ?? 0
}

function outward(from: number, to: number, size: number): readonly [number, number] {
  const first = Math.floor((Math.max(0, from) * size) / 2) * 2
  const last = Math.ceil((Math.min(1, to) * size) / 2) * 2
  return [Math.min(first, size), Math.min(last, size)]
}
