import { ALL_FORMATS, BlobSource, CanvasSink, Input } from 'mediabunny'
import type { InputVideoTrack } from 'mediabunny'

import type { Stretch } from '../../ui/clip/trim.ts'

/** Small pictures of a clip at equal distances, as image addresses; each is told as it comes. */
export async function filmOf(
  file: Blob,
  span: Stretch,
  {
    count,
    told,
    signal,
  }: {
    readonly count: number
    readonly told: (picture: string) => void
    readonly signal: AbortSignal
  },
): Promise<void> {
  const input = new Input({ formats: ALL_FORMATS, source: new BlobSource(file) })
  try {
    const track = await input.getPrimaryVideoTrack()
    if (track === null) return
    const apart = (span.to - span.from) / count
    const times = Array.from({ length: count }, (_, at) => span.from + (at + 0.5) * apart)
    for await (const picture of drawn(track, times, filmWidth)) {
      if (signal.aborted) {
        URL.revokeObjectURL(picture)
        return
      }
      told(picture)
    }
  } finally {
    input.dispose()
  }
}

const filmWidth = 160

/** Small pictures at these times, as image addresses; the caller revokes them. */
export async function picturesAt(
  track: InputVideoTrack,
  times: readonly number[],
  width: number,
): Promise<readonly string[]> {
  const pictures: string[] = []
  for await (const picture of drawn(track, times, width)) pictures.push(picture)
  return pictures
}

async function* drawn(
  track: InputVideoTrack,
  times: readonly number[],
  width: number,
): AsyncGenerator<string, void, undefined> {
  const sink = new CanvasSink(track, { width, poolSize: 1 })
  for await (const wrapped of sink.canvasesAtTimestamps(times)) {
    if (wrapped !== null) yield URL.createObjectURL(await imageOf(wrapped.canvas))
  }
}

async function imageOf(canvas: HTMLCanvasElement | OffscreenCanvas): Promise<Blob> {
  if (canvas instanceof OffscreenCanvas) return await canvas.convertToBlob(imageForm)
  return await new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => {
        if (blob === null) reject(new Error('The picture could not be drawn'))
        else resolve(blob)
      },
      imageForm.type,
      imageForm.quality,
    )
  })
}

const imageForm = { type: 'image/jpeg', quality: 0.8 }
