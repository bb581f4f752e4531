import { sizeIn } from './avc-config.ts'
import { viewOf } from './box.ts'
import { avcConfigOf, readEntry } from './sample-entry.ts'
import type { Track } from './track.ts'

/** Shapes of pixels are rounded to whole pixels of the picture. */
const slack = 0x1_0000

/** Whether a picture says another size of itself in one place than in another: a part of it would be hidden. */
export function hidesEdges({ entry, width, height }: Track): boolean {
  const described = readEntry(entry)
  const { first, second, boxes } = described
  const config = avcConfigOf(described)
  const coded = config === null ? null : sizeIn(config)
  if (coded !== null && (coded.width !== first || coded.height !== second)) return true
  const shape = boxes.find(({ type }) => type === 'pasp')
  const view = shape === undefined ? null : viewOf(shape.body)
  const wide = view === null ? 1 : view.getUint32(0) / view.getUint32(4)
  return !(
    Math.abs(width - first * wide * 0x1_0000) <= slack &&
    Math.abs(height - second * 0x1_0000) <= slack
  )
}
