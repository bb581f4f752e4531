import { BufferTarget, CanvasSource, Mp4OutputFormat, Output, Quality } from 'mediabunny'

import { drawStreet } from './sample-street.ts'

const seconds = 12
const picturesPerSecond = 25
const width = 1280
const height = 720

/**
 * A short video of a street that does not exist, drawn here, for people who try a demonstration. It
 * says of itself what cameras say, so that one can see that the copy does not.
 */
export async function sampleClip(progress: (part: number) => void): Promise<File> {
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('This browser does not draw')
  const target = new BufferTarget()
  const output = new Output({ format: new Mp4OutputFormat(), target })
  const source = new CanvasSource(canvas, { codec: 'avc', quality: new Quality('medium') })
  output.addVideoTrack(source, { frameRate: picturesPerSecond, name: 'Porch camera' })
  output.setMetadataTags(tags)
  await output.start()
  for (let at = 0; at < seconds * picturesPerSecond; at += 1) {
    drawStreet(context, at / picturesPerSecond)
    await source.add(at / picturesPerSecond, 1 / picturesPerSecond)
    progress(at / (seconds * picturesPerSecond))
  }
  await output.finalize()
  return new File([target.buffer ?? new ArrayBuffer()], 'porch-camera-sample.mp4', {
    type: 'video/mp4',
    lastModified: 0,
  })
}

const tags = {
  title: 'Porch camera, 118 Elm Street',
  comment: 'Sample camera, serial number SC-0042',
}
