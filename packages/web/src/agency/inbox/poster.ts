import { ALL_FORMATS, BlobSource, CanvasSink, Input } from 'mediabunny'

/** Wide enough for a card on a dense screen. */
const posterWidth = 480

/** Later than the black that many recorders begin with. */
const posterSecond = 1

/** One frame of a clip as a small picture; null where this browser cannot decode it. */
export async function posterOf(clip: Blob): Promise<Blob | null> {
  try {
    return await decodedFrame(clip)
  } catch {
    // a container or codec that the decoder gives up on, each in its own words: the clip is verified
    // all the same, and a card without a picture says so
    return null
  }
}

async function decodedFrame(clip: Blob): Promise<Blob | null> {
  using input = new Input({ formats: ALL_FORMATS, source: new BlobSource(clip) })
  const track = await input.getPrimaryVideoTrack()
  if (track === null || !(await track.canDecode())) return null
  const first = await track.getFirstTimestamp()
  const last = await track.computeDuration()
  const sink = new CanvasSink(track, { width: posterWidth })
  const at = Math.min(first + posterSecond, (first + last) / 2)
  const canvas = (await sink.getCanvas(at))?.canvas
  return canvas instanceof OffscreenCanvas
    ? await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 })
    : null
}
