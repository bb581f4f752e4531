import { readAhead } from './byte-file.ts'
import type { ByteFile } from './byte-file.ts'
import { carriesPicture, unitsIn } from './nal.ts'
import { lengthBytesOf, readEntry } from './sample-entry.ts'
import type { Track } from './track.ts'

/** Whether a stream of H.264 holds anything but picture. Of other codecs nothing is known. */
export async function hasHiddenUnit({ entry, samples }: Track, file: ByteFile): Promise<boolean> {
  const lengthBytes = lengthBytesOf(readEntry(entry))
  if (lengthBytes === null) return false
  const media = readAhead(file)
  for (const { offset, size } of samples) {
    const units = unitsIn(await media.read(offset, offset + size), lengthBytes)
    if (!units.every(carriesPicture)) return true
  }
  return false
}
