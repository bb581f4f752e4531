import type { Revealed } from '../media/reveals.ts'
import { viewOf } from './box.ts'
import type { ByteFile } from './byte-file.ts'
import { unitsIn } from './nal.ts'
import { longestText } from './readable.ts'
import type { Track } from './track.ts'

/** Cameras that write between pictures do it in the first ones already. */
const samplesRead = 8

/** Shorter runs of letters come by chance. */
const leastText = 6

/** What stands between the pictures of a stream of H.264 or HEVC: nothing that a metadata viewer shows. */
export async function revealedBetweenPictures(
  { entry, samples }: Track,
  file: ByteFile,
): Promise<readonly Revealed[]> {
  const form = forms[entry.type]
  if (form === undefined) return []
  const found: Revealed[] = []
  for (const { offset, size } of samples.slice(0, samplesRead)) {
    const sample = await file.read(offset, offset + size)
    for (const { bytes } of unitsIn(sample, lengthBytes)) {
      const type = (viewOf(bytes).getUint8(lengthBytes) >> form.shift) & form.mask
      const text = form.says.has(type) ? longestText(bytes, leastText) : null
      if (text !== null) found.push({ kind: 'data', name: 'SEI', value: text })
    }
  }
  return found
}

/** As all cameras write it. */
const lengthBytes = 4

interface Form {
  readonly shift: number
  readonly mask: number
  /** The types of units for supplemental information. */
  readonly says: ReadonlySet<number>
}

const h264: Form = { shift: 0, mask: 0x1f, says: new Set([6]) }
const hevc: Form = { shift: 1, mask: 0x3f, says: new Set([39, 40]) }
const forms: Readonly<Record<string, Form | undefined>> = {
  avc1: h264,
  avc3: h264,
  hvc1: hevc,
  hev1: hevc,
}
